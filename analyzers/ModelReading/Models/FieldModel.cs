namespace QuantGen.ModelReading.Models;

/// <summary>A field, or a property that the compiler backs with one.</summary>
/// <param name="Name">Its name as code writes it: <c>@class</c> keeps its sign.</param>
/// <param name="Type">Its declared type as the twin's file can write it, without the <c>?</c> of a reference type.</param>
/// <param name="IsNullable">Whether a <c>?</c> was dropped from the type.</param>
/// <param name="Role">What it is to the twin.</param>
/// <param name="Layer">The layer it holds; null unless <see cref="FieldRole.Layer"/>.</param>
/// <param name="Accessibility">The keyword or keywords of its accessibility.</param>
/// <param name="IsProperty">Whether it is a property; the twin then has one too, because its state_dict key comes from the compiler's field.</param>
/// <param name="IsReadOnly">Whether forward leaves it alone.</param>
/// <param name="ComponentName">The name given by <c>[ComponentName]</c>, by which TorchSharp registers it, as a literal; null if it has none.</param>
/// <param name="KeepFloat">Whether it carries <c>[KeepFloat]</c>.</param>
/// <param name="Constant">A constant's value as written; null unless <see cref="FieldRole.Constant"/>.</param>
/// <param name="Options">What its own <c>[Quantize]</c> asks for, over that of the class; null if it has none.</param>
internal sealed record FieldModel(
    string Name,
    string Type,
    bool IsNullable,
    FieldRole Role,
    LayerModel? Layer,
    string Accessibility,
    bool IsProperty,
    bool IsReadOnly,
    string? ComponentName,
    bool KeepFloat,
    string? Constant,
    OptionsModel? Options)
{
    /// <summary>Whether a constant is a static field that nobody assigns to, and no <c>const</c>.</summary>
    public bool IsStaticReadOnly { get; init; }

    /// <summary>Whether it is a buffer that the class registers as one that checkpoints leave out.</summary>
    public bool IsTransient { get; init; }
}
