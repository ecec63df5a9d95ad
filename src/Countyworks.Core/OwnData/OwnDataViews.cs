using Countyworks.Ui;

namespace Countyworks.Core.OwnData;

/// <summary>What is held about the reader.</summary>
/// <param name="Form">Name, phone and address, to be put right.</param>
/// <param name="Sections">All of it.</param>
/// <param name="IsCorrected">Whether it was just put right.</param>
public sealed record OwnDataView(Form Form, IReadOnlyList<OwnSection> Sections, bool IsCorrected);

/// <summary>The question whether to erase, with what will happen.</summary>
/// <param name="Form">The password, and that they are sure.</param>
/// <param name="UserName">Whose, for the browser's keeper of passwords.</param>
/// <param name="Will">What will happen: the key of a text, and how many it concerns.</param>
public sealed record EraseView(Form Form, string UserName, IReadOnlyList<(string Text, int Count)> Will);

/// <summary>It is erased.</summary>
public sealed record ErasedView;
