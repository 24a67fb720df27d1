using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace QuantGen.Calibration;

/// <summary>
/// The elements of a tensor as spans of float32 in main memory, in whatever order they lie there. Dense tensors of any stride order
/// (channels-last ones, for example) are read in place; others, and other types and devices, through a copy.
/// </summary>
internal sealed class DenseFloats : IDisposable
{
    // A span of bytes cannot be longer than this.
    private const long PieceLength = int.MaxValue / sizeof(float);

    private readonly List<Tensor> _own = [];
    private readonly Tensor _flat;

    private DenseFloats(Tensor tensor)
    {
        if (tensor.dtype != ScalarType.Float32 || tensor.device_type != DeviceType.CPU)
            tensor = Own(tensor.to(ScalarType.Float32, CPU));
        if (!tensor.is_contiguous())
            tensor = Own(InMemoryOrder(tensor));
        if (!tensor.is_contiguous())
            tensor = Own(tensor.contiguous());
        if (tensor.numel() > PieceLength)
            tensor = Own(tensor.view(-1));

        _flat = tensor;
        Length = tensor.numel();
    }

    /// <summary>The number of elements.</summary>
    public long Length { get; }

    /// <summary>How many spans hold them: one, save for tensors of two gigabytes or more.</summary>
    public int Pieces => (int)((Length + PieceLength - 1) / PieceLength);

    /// <summary>Opens a tensor, which must stay alive and unchanged until this is disposed.</summary>
    public static DenseFloats Of(Tensor tensor) => new(tensor);

    /// <summary>The elements of one piece.</summary>
    public ReadOnlySpan<float> this[int piece]
    {
        get
        {
            if (Length <= PieceLength)
                return MemoryMarshal.Cast<byte, float>(_flat.bytes);

            var start = piece * PieceLength;
            return MemoryMarshal.Cast<byte, float>(Own(_flat.narrow(0, start, Math.Min(PieceLength, Length - start))).bytes);
        }
    }

    /// <summary>The largest magnitude.</summary>
    /// <exception cref="CalibrationException">There is a NaN or an infinity.</exception>
    public float LargestMagnitude()
    {
        var largest = 0f;
        for (var piece = 0; piece < Pieces; piece++)
        {
            var ofPiece = HistogramKernel.LargestMagnitude(this[piece]);
            largest = float.IsFinite(ofPiece) ? Math.Max(largest, ofPiece) : throw NonFinite();
        }

        return largest;
    }

    /// <inheritdoc/>
    public void Dispose() => _own.ForEach(static tensor => tensor.Dispose());

    private CalibrationException NonFinite()
    {
        long nans = 0, infinities = 0;
        for (var piece = 0; piece < Pieces; piece++)
        {
            foreach (var value in this[piece])
            {
                nans += float.IsNaN(value) ? 1 : 0;
                infinities += float.IsInfinity(value) ? 1 : 0;
            }
        }

        var found = (nans, infinities) switch
        {
            (_, 0) => $"NaN in {nans}",
            (0, _) => $"infinity in {infinities}",
            _ => $"NaN in {nans} and infinity in {infinities}",
        };
        return new CalibrationException(FormattableString.Invariant(
            $"The tensor holds {found} of its {Length} values, which have no range; leave such data out, or repair the layer that makes it."));
    }

    // With its axes sorted by stride a dense tensor is contiguous.
    private static Tensor InMemoryOrder(Tensor tensor)
    {
        var strides = tensor.stride();
        return tensor.permute([.. Enumerable.Range(0, strides.Length).OrderByDescending(axis => strides[axis]).Select(static axis => (long)axis)]);
    }

    private Tensor Own(Tensor tensor)
    {
        _own.Add(tensor);
        return tensor;
    }
}
