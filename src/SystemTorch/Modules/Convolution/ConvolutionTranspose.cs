using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What the transposed convolutions of all dimensions have in common.</summary>
public abstract class ConvolutionTranspose : Convolution
{
    protected ConvolutionTranspose(
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
        : base(
            name, in_channels, out_channels, kernel_size, stride, padding, padding_type, dilation, transposed, output_padding, groups, bias,
            padding_mode, device, dtype)
    {
    }

    public override Tensor forward(Tensor input) => forward(input, null);

    /// <summary>The transposed convolution with the output size that is asked for, where stride leaves a choice.</summary>
    public abstract Tensor forward(Tensor input, long[]? output_size);

    /// <summary>The padding of the output that gives it the wanted size.</summary>
    /// <exception cref="ArgumentException">The size has the wrong number of dimensions or cannot be had.</exception>
    protected long[] _output_padding(
        Tensor input, long[]? output_size, long[] kernel_size, long[] stride, long[] padding, long[] dilation, long num_spatial_dims)
    {
        if (output_size is null)
            return output_padding;

        var leading = input.dim() == num_spatial_dims + 2 ? 2 : 1;
        var wanted = output_size.Length == leading + num_spatial_dims ? output_size[leading..] : output_size;
        if (wanted.Length != num_spatial_dims)
            throw new ArgumentException(
                $"ConvTranspose{num_spatial_dims}D: for {input.dim()}D input, output_size must have {num_spatial_dims} "
                + $"or {leading + num_spatial_dims} elements (got {wanted.Length})",
                nameof(input));

        var result = new long[wanted.Length];
        for (var i = 0; i < result.Length; i++)
        {
            var least = ((input.size(i + leading) - 1) * stride[i]) - (2 * padding[i]) + (dilation[i] * (kernel_size[i] - 1)) + 1;
            var most = least + stride[i] - 1;
            if (wanted[i] < least || wanted[i] > most)
                throw new ArgumentException(
                    $"Requested an output size of {wanted[i]}, but valid sizes range from {least} to {most}", nameof(output_size));

            result[i] = wanted[i] - least;
        }

        return result;
    }

    private protected Tensor Convolve(Tensor input, long[]? output_size, Operator convolution)
    {
        CheckShape(input);
        var extra = _output_padding(input, output_size, kernel_size, stride, padding!, dilation, kernel_size.Length);
        return convolution.Call(input, weight, bias, stride, padding, extra, groups, dilation);
    }
}
