using TorchSharp.Native;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What the convolutions and transposed convolutions of all dimensions have in common.</summary>
public abstract class Convolution : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = nameof(weight))]
    protected Parameter? _weight;

    [ComponentName(Name = nameof(bias))]
    protected Parameter? _bias;

    /// <summary>
    /// The widths for <see cref="nn.functional.pad(Tensor, long[], PaddingModes, double)"/>, which wants the last dimension first.
    /// </summary>
    protected long[] _reversed_padding_repeated_twice = [];

    protected Convolution(
        string name,
        long in_channels,
        long out_channels,
        long[] kernel_size,
        long[] stride,
        long[]? padding,
        Padding? padding_type,
        long[] dilation,
        bool transposed,
        long[] output_padding,
        long groups,
        bool bias,
        PaddingModes padding_mode,
        Device? device = null,
        ScalarType? dtype = null)
        : base(name)
    {
        if (transposed && padding_mode != PaddingModes.Zeros)
            throw new ArgumentException("Only PaddingModes.Zeros is supported for ConvTransposeND", nameof(padding_mode));

        this.in_channels = in_channels;
        this.out_channels = out_channels;
        this.kernel_size = kernel_size;
        this.stride = stride;
        this.dilation = dilation;
        this.transposed = transposed;
        this.output_padding = output_padding;
        this.groups = groups;
        this.padding_mode = padding_mode;
        if (padding_type is { } type)
            SetPadding(type);
        else
            SetPadding(padding ?? new long[kernel_size.Length]);

        var (first, second) = transposed ? (in_channels, out_channels) : (out_channels, in_channels);
        weight = new(empty([first, second / groups, .. kernel_size], dtype, device));
        if (bias)
            this.bias = new(empty([out_channels], dtype, device));
        reset_parameters();
    }

    public long in_channels { get; }

    public long out_channels { get; }

    public long[] kernel_size { get; set; }

    public long[] stride { get; set; }

    /// <summary>The widths of the padding, or null where <see cref="padding_type"/> says it.</summary>
    public long[]? padding { get; private set; }

    public Padding? padding_type { get; private set; }

    public long[] dilation { get; set; }

    public bool transposed { get; }

    public long[] output_padding { get; set; }

    public long groups { get; set; }

    public PaddingModes padding_mode { get; set; }

    /// <summary>The kernels: (out, in / groups, kernel...), and (in, out / groups, kernel...) for a transposed convolution.</summary>
    public Parameter weight
    {
        get => _weight!;
        set => Set(ref _weight, value, nameof(weight));
    }

    public Parameter? bias
    {
        get => _bias;
        set => Set(ref _bias, value, nameof(bias));
    }

    /// <summary>Draws new parameters as PyTorch does: both uniform within 1 / sqrt(fan in).</summary>
    public void reset_parameters() => nn.init.ResetLinear(weight, bias);

    public void SetPadding(long[] padding)
    {
        padding_type = null;
        this.padding = padding;
        _reversed_padding_repeated_twice = [.. padding.Reverse().SelectMany(width => new[] { width, width })];
    }

    public void SetPadding(Padding padding)
    {
        if (transposed)
            throw new ArgumentException("Cannot set padding type on ConvTransposeND");
        if (padding == Padding.Same && Array.Exists(stride, step => step != 1))
            throw new ArgumentException("padding='same' is not supported for strided convolutions");

        this.padding = null;
        padding_type = padding;
        _reversed_padding_repeated_twice = [.. kernel_size.Zip(dilation).Reverse().SelectMany(axis =>
        {
            var total = padding == Padding.Same ? axis.Second * (axis.First - 1) : 0;
            return new[] { total / 2, total - (total / 2) };
        })];
    }

    /// <summary>Whether the input is (N, C, ...) or (C, ...) with the right number of channels.</summary>
    protected bool ValidateShape(Tensor input, long dimensions)
    {
        var dim = input.dim();
        return (dim == dimensions + 2 && input.size(1) == in_channels) || (dim == dimensions + 1 && input.size(0) == in_channels);
    }

    /// <summary>The convolution, with padding by widths or, where they are named, by the second operator.</summary>
    private protected Tensor Convolve(Tensor input, Operator byWidths, Operator byName)
    {
        CheckShape(input);
        if (padding_mode != PaddingModes.Zeros)
        {
            using var padded = nn.functional.pad(input, _reversed_padding_repeated_twice, padding_mode);
            return byWidths.Call(padded, weight, bias, stride, new long[kernel_size.Length], dilation, groups);
        }

        return padding_type is { } type
            ? byName.Call(input, weight, bias, stride, type == Padding.Same ? "same" : "valid", dilation, groups)
            : byWidths.Call(input, weight, bias, stride, padding, dilation, groups);
    }

    private protected void CheckShape(Tensor input)
    {
        var dimensions = kernel_size.Length;
        if (!ValidateShape(input, dimensions))
            throw new ArgumentException(
                $"Expected {dimensions + 1}D (unbatched) or {dimensions + 2}D (batched) input with {in_channels} channels to {name}.");
    }
}
