using Countyworks.Core.Matters;
using Countyworks.Engines.Clocks;
using Countyworks.Kernel;
using Countyworks.Ui;
using NodaTime;

namespace Countyworks.Core.Administration.Settings;

/// <summary>Everything a county may set.</summary>
/// <param name="Rows">Each with what holds today.</param>
public sealed record SettingsView(IReadOnlyList<SettingRow> Rows);

/// <summary>A setting in a list.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">In words.</param>
/// <param name="Words">What holds today, in words.</param>
/// <param name="Since">Since when; null for the product's own value.</param>
public sealed record SettingRow(string Name, string Title, string Words, LocalDate? Since);

/// <summary>One setting.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">In words.</param>
/// <param name="Words">What holds today, in words.</param>
/// <param name="Otherwise">The product's own value, in words.</param>
/// <param name="History">What was set, the latest effective first.</param>
/// <param name="Form">The form; null for who may not set it.</param>
public sealed record SettingView(string Name, string Title, string Words, string Otherwise, IReadOnlyList<SettingPast> History, Form? Form)
{
    /// <summary>The kind whose clock it is; null for other settings.</summary>
    public MatterKind? Kind { get; init; }

    /// <summary>The reasons for which a clock of the kind may stop.</summary>
    public IReadOnlyList<string> PauseReasons { get; init; } = [];

    /// <summary>The fields of a setting that is no clock; empty when it can only be written as JSON.</summary>
    public IReadOnlyList<JsonField> Fields { get; init; } = [];

    /// <summary>Whether its value is a line of text.</summary>
    public bool IsText { get; init; }

    /// <summary>What its value is a choice of; empty where it is no list.</summary>
    public IReadOnlyList<Option> Choices { get; init; } = [];

    /// <summary>What would follow, asked for before it is set; null when it was not.</summary>
    public SettingPreview? Preview { get; init; }

    /// <summary>Whether it was just set.</summary>
    public bool IsDone { get; init; }

    /// <summary>Its page.</summary>
    public string Path => $"{AdminPaths.Settings}/{Name}";
}

/// <summary>What was set once.</summary>
/// <param name="From">The first day it holds.</param>
/// <param name="Words">In words.</param>
/// <param name="By">Who set it.</param>
/// <param name="At">When.</param>
public sealed record SettingPast(LocalDate From, string Words, string By, Instant At);

/// <summary>What would follow.</summary>
/// <param name="Words">The value in words.</param>
/// <param name="Deadlines">When a matter received now would be due; empty for settings that are no clock.</param>
public sealed record SettingPreview(string Words, IReadOnlyList<Deadline> Deadlines);
