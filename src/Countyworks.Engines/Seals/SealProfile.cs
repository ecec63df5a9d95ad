namespace Countyworks.Engines.Seals;

/// <summary>Which algorithms seal a district's journal; chosen when it is founded, for a tree has one hash for ever.</summary>
public enum SealProfile
{
    /// <summary>SHA-256 and Ed25519, as C2SP describes them.</summary>
    International = 1,

    /// <summary>SM3 and SM2 (GB/T 32905, GB/T 32918), where commercial cryptography is assessed (密评).</summary>
    National = 2,
}
