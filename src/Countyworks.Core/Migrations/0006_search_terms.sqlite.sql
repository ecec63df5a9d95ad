-- Terms come ready made, parted by spaces; Cn lets characters through that are younger than the tokenizer's tables.
CREATE VIRTUAL TABLE search_terms USING fts5(terms, tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co Cn'");
