using System.Globalization;
using System.Text;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Writes a tensor as text. Long dimensions lose their middle; numbers of one tensor stand in columns of one width.</summary>
internal sealed class TensorText(string format, int lineWidth, CultureInfo? culture, string newLine)
{
    private const int None = -1;

    private readonly CultureInfo _culture = culture ?? CultureInfo.CurrentCulture;
    private readonly StringBuilder _text = new();

    internal string Write(Tensor tensor, TensorStringStyle style)
    {
        var facts = $"[{string.Join('x', tensor.shape)}], type = {tensor.dtype}, device = {tensor.device}";
        if (style == TensorStringStyle.Metadata || tensor.device_type == DeviceType.META)
            return facts;
        var values = tensor.detach().cpu();
        if (style == TensorStringStyle.Numpy)
        {
            Nest(values, '[', ']', " ", 1, Width(values));
            return _text.ToString();
        }

        _text.Append(facts);
        if (values.ndim == 0)
            return _text.Append(", value = ").Append(Number(values)).ToString();
        if (style == TensorStringStyle.CSharp)
        {
            _text.Append(", value = ").Append(newLine).Append(' ');
            Nest(values, '{', '}', ", ", 2, 0);
            return _text.ToString();
        }

        _text.Append(newLine);
        Matrices(values, string.Empty, Width(values));
        return _text.ToString();
    }

    private void Nest(Tensor values, char open, char close, string separator, int indent, int width)
    {
        if (values.ndim == 0)
        {
            _text.Append(Number(values).PadLeft(width));
            return;
        }

        _text.Append(open);
        var first = true;
        foreach (var place in Places(values.shape[0], values.ndim == 1 ? PrintOptions.MaxColumns : PrintOptions.MaxRows))
        {
            if (!first)
                _text.Append(values.ndim == 1 ? separator : separator.TrimEnd() + newLine + new string(' ', indent));
            first = false;
            if (place == None)
                _text.Append("...");
            else
                Nest(values[place], open, close, separator, indent + 1, width);
        }

        _text.Append(close);
    }

    // Julia writes a tensor as the list of its matrices, each under its place.
    private void Matrices(Tensor values, string place, int width)
    {
        if (values.ndim > 2)
        {
            for (var i = 0L; i < values.shape[0]; i++)
                Matrices(values[i], FormattableString.Invariant($"{place}{i},"), width);
            return;
        }

        if (place.Length > 0)
            _text.Append('[').Append(place).Append("..,..] =").Append(newLine);
        foreach (var row in values.ndim == 2 ? Places(values.shape[0], PrintOptions.MaxRows) : [0])
        {
            if (row == None)
                _text.Append(" ...");
            else
                Row(values.ndim == 2 ? values[row] : values, width);
            _text.Append(newLine);
        }
    }

    private void Row(Tensor values, int width)
    {
        foreach (var column in Places(values.shape[0], Math.Min(PrintOptions.MaxColumns, Math.Max(2, lineWidth / (width + 1)))))
            _text.Append(' ').Append(column == None ? "..." : Number(values[column]).PadLeft(width));
    }

    private static IEnumerable<long> Places(long extent, int most)
    {
        for (var i = 0L; i < extent; i++)
        {
            if (extent > most && i == most / 2)
            {
                yield return None;
                i = extent - (most / 2);
            }

            yield return i;
        }
    }

    private int Width(Tensor values)
    {
        if (values.ndim == 0)
            return values.numel() == 1 ? Number(values).Length : 0;
        var width = 0;
        foreach (var place in Places(values.shape[0], values.ndim == 1 ? PrintOptions.MaxColumns : PrintOptions.MaxRows))
            width = Math.Max(width, place == None ? 0 : Width(values[place]));
        return width;
    }

    private string Number(Tensor value) => value.dtype switch
    {
        ScalarType.Bool => value.ToBoolean().ToString(_culture),
        ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64 => value.ToComplexFloat64().ToString(format, _culture),
        _ when value.is_floating_point() => value.ToSingle().ToString(format, _culture),
        _ => value.ToInt64().ToString(_culture),
    };
}
