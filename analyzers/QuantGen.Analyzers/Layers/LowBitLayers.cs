using QuantGen.ModelReading.Models;

namespace QuantGen.Analyzers.Layers;

/// <summary>Tells which layers of a class are certainly quantized when it trains at few bits, and by which options.</summary>
internal sealed class LowBitLayers
{
    private readonly ModelView _model;
    private readonly Dictionary<string, int> _fields = new(StringComparer.Ordinal);
    private readonly (int Field, int Position) _first = (int.MaxValue, 0);
    private readonly (int Field, int Position) _last = (-1, 0);
    private readonly Lazy<(bool Before, bool Behind)> _outside;

    /// <summary>Looks at the layers of a class.</summary>
    /// <param name="model">The class.</param>
    public LowBitLayers(ModelView model)
    {
        _model = model;
        _outside = new(() => (ModelEnds.AreOutside(model.Type, atStart: true), ModelEnds.AreOutside(model.Type, atStart: false)));

        var fields = model.Reading.Fields;
        for (var i = 0; i < fields.Length; i++)
            _fields[fields[i].Model.Name] = i;

        var places = Enumerable.Range(0, fields.Length).Where(field => ModelEnds.IsOneLayer(fields[field].Model)).Select(static field => (Field: field, Position: 0))
            .Concat(model.Steps.Where(step => step is { IsWeighted: true, Container: not null }).Select(PlaceOf).OfType<(int Field, int Position)>());
        foreach (var place in places)
        {
            _first = place.CompareTo(_first) < 0 ? place : _first;
            _last = place.CompareTo(_last) > 0 ? place : _last;
        }
    }

    /// <summary>The options that quantize a layer; null where it has none, stays in float, or may do so.</summary>
    public OptionsModel? OptionsOf(Step layer)
    {
        if (!layer.IsWeighted || layer.StaysFloat || PlaceOf(layer) is not { } place)
            return null;

        // What the annotation of a container says is said of its layers, but not that the model's ends are meant.
        var own = _model.Reading.Fields[place.Field].Model.Options;
        var isMeant = own is not null && layer.Container is null;
        return isMeant || (HasBefore(place) && HasBehind(place)) ? own ?? _model.Options : null;
    }

    private bool HasBefore((int Field, int Position) place) => place.CompareTo(_first) > 0 || _outside.Value.Before;

    private bool HasBehind((int Field, int Position) place) => place.CompareTo(_last) < 0 || _outside.Value.Behind;

    /// <summary>Where a layer stands in the order of registration; null for one in a container that no field is known to hold.</summary>
    private (int Field, int Position)? PlaceOf(Step layer) =>
        _fields.TryGetValue(layer.Field.Split('.')[0], out var field) ? (field, layer.Container is null ? 0 : layer.Place.SpanStart) : null;
}
