namespace TorchSharp;

public static partial class torch
{
    /// <inheritdoc cref="TensorStringStyle.Julia"/>
    public const TensorStringStyle julia = TensorStringStyle.Julia;

    /// <inheritdoc cref="TensorStringStyle.Numpy"/>
    public const TensorStringStyle numpy = TensorStringStyle.Numpy;

    /// <inheritdoc cref="TensorStringStyle.CSharp"/>
    public const TensorStringStyle csharp = TensorStringStyle.CSharp;

    /// <summary>The style that <see cref="TensorStringStyle.Default"/> stands for.</summary>
    /// <exception cref="ArgumentException">It cannot stand for itself.</exception>
    public static TensorStringStyle TensorStringStyle
    {
        get => PrintOptions.Style;
        set => PrintOptions.Style = value != TensorStringStyle.Default
            ? value
            : throw new ArgumentException("The style cannot be set to 'Default'", nameof(value));
    }

    /// <summary>Sets how tensors are written; what is null stays.</summary>
    /// <param name="precision">The number of decimals.</param>
    /// <param name="linewidth">The longest line.</param>
    /// <param name="newLine">What ends a line.</param>
    /// <param name="sci_mode">Whether numbers have an exponent.</param>
    /// <param name="maxRows">How many rows are written before the middle is left out.</param>
    /// <param name="maxColumns">How many columns are written before the middle is left out.</param>
    public static void set_printoptions(
        int precision, int? linewidth = null, string? newLine = null, bool sci_mode = false, int? maxRows = null, int? maxColumns = null) =>
        set_printoptions(
            null, FormattableString.Invariant($"{(sci_mode ? 'E' : 'F')}{precision}"), linewidth, newLine, maxRows, maxColumns);

    /// <inheritdoc cref="set_printoptions(int, int?, string, bool, int?, int?)"/>
    /// <param name="style">The style.</param>
    /// <param name="floatFormat">The format of numbers.</param>
    public static void set_printoptions(
        TensorStringStyle? style = null,
        string? floatFormat = null,
        int? linewidth = null,
        string? newLine = null,
        int? maxRows = null,
        int? maxColumns = null)
    {
        PrintOptions.Style = style ?? PrintOptions.Style;
        PrintOptions.FloatFormat = floatFormat ?? PrintOptions.FloatFormat;
        PrintOptions.LineWidth = linewidth ?? PrintOptions.LineWidth;
        PrintOptions.NewLine = newLine ?? PrintOptions.NewLine;
        PrintOptions.MaxRows = maxRows ?? PrintOptions.MaxRows;
        PrintOptions.MaxColumns = maxColumns ?? PrintOptions.MaxColumns;
    }

    internal static class PrintOptions
    {
        internal static TensorStringStyle Style { get; set; } = TensorStringStyle.Julia;

        internal static string FloatFormat { get; set; } = "g5";

        internal static int LineWidth { get; set; } = 100;

        internal static string NewLine { get; set; } = Environment.NewLine;

        internal static int MaxRows { get; set; } = 6;

        internal static int MaxColumns { get; set; } = 6;
    }
}
