using QuantGen.ModelReading.Infrastructure;

namespace QuantGen.ModelReading.Models;

/// <summary>Everything a twin is made from, as plain values: no symbol, no syntax, no absolute position.</summary>
/// <param name="Type">The annotated class and where it stands.</param>
/// <param name="Options">What its annotation asks for.</param>
/// <param name="Scope">How names resolve in its file.</param>
/// <param name="Fields">Its layers, and the other fields that forward uses, in the order of their declaration.</param>
/// <param name="Forward">Its forward.</param>
internal sealed record ModuleModel(
    TypeModel Type,
    OptionsModel Options,
    ScopeModel Scope,
    EquatableArray<FieldModel> Fields,
    ForwardModel Forward)
{
    /// <summary>How forward becomes the twin's symbolic forward; null if the twin has none.</summary>
    public TraceModel? Trace { get; init; }

    /// <summary>The field of that name, or null.</summary>
    /// <param name="name">As <see cref="FieldModel.Name"/>.</param>
    public FieldModel? Field(string name)
    {
        foreach (var field in Fields)
        {
            if (field.Name == name)
                return field;
        }

        return null;
    }
}
