using System.Reflection;

namespace Countyworks.Ui;

/// <summary>Where a feature keeps its texts: <c>Texts.zh-CN.resx</c> and <c>Texts.en.resx</c> in one folder.</summary>
/// <param name="Assembly">The assembly they are compiled into.</param>
/// <param name="BaseName">The namespace of the folder and ".Texts".</param>
public sealed record TextSource(Assembly Assembly, string BaseName)
{
    /// <summary>The texts in the folder of <paramref name="type"/>, whose namespace is the folder's.</summary>
    public static TextSource Beside(Type type) => new(type.Assembly, type.Namespace + ".Texts");
}
