using SampleKit.Imaging;

namespace Segmentation.Data;

/// <summary>What the numbers in a data set's masks mean.</summary>
internal sealed class LabelTable
{
    /// <summary>The class of pixels that neither train nor count.</summary>
    public const byte Void = 255;

    private const byte Unknown = 254;

    private readonly byte[] _classes = new byte[256];

    /// <summary>Makes a table.</summary>
    /// <param name="classes">The classes, from 0.</param>
    /// <param name="numbers">Each number that a mask may hold, and its class or <see cref="Void"/>.</param>
    public LabelTable(IReadOnlyList<LabelClass> classes, IEnumerable<KeyValuePair<byte, byte>> numbers)
    {
        Classes = classes;
        _classes.AsSpan().Fill(Unknown);
        foreach (var (number, label) in numbers)
            _classes[number] = label;
    }

    /// <summary>The classes, from 0.</summary>
    public IReadOnlyList<LabelClass> Classes { get; }

    /// <summary>Puts classes in place of a mask's numbers.</summary>
    /// <exception cref="ImageDataException">The mask holds a number that stands for nothing.</exception>
    public void Apply(LabelMask mask, string path)
    {
        var labels = mask.Labels;
        for (var i = 0; i < labels.Length; i++)
        {
            var label = _classes[labels[i]];
            if (label == Unknown)
                throw new ImageDataException($"'{path}' holds the label {labels[i]} at column {i % mask.Width}, row {i / mask.Width}, which is none of this data set.");

            labels[i] = label;
        }
    }
}
