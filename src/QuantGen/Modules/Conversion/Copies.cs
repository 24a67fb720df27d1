using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <summary>Copies of what a float layer holds, which share no memory with it.</summary>
internal static class Copies
{
    /// <summary>A copy of a parameter, with its device, type and whether it is trained.</summary>
    public static Parameter Of(Parameter source)
    {
        using var noGradient = no_grad();
        var copy = new Parameter(source.detach().clone(), source.requires_grad);
        copy.DetachFromDisposeScope();
        return copy;
    }

    /// <summary>A copy of a buffer.</summary>
    public static Tensor Of(Tensor source) => source.detach().clone().DetachFromDisposeScope();

    /// <summary>Copies parameters, buffers and the training mode of a module and its children into one of the same structure.</summary>
    /// <returns><paramref name="target"/>.</returns>
    /// <exception cref="LayerConversionException">The target lacks a parameter or buffer of the source, or has it in another
    /// shape.</exception>
    public static T Fill<T>(nn.Module source, T target)
        where T : nn.Module
    {
        if (source.parameters().FirstOrDefault() is { } first)
            target.to(first.dtype).to(first.device);

        using var noGradient = no_grad();
        var parameters = target.named_parameters()
            .ToDictionary(static entry => entry.name, static entry => entry.parameter, StringComparer.Ordinal);
        foreach (var (name, parameter) in source.named_parameters())
        {
            if (!parameters.TryGetValue(name, out var copy) || !copy.shape.AsSpan().SequenceEqual(parameter.shape))
                throw Mismatch(source, name);

            copy.copy_(parameter);
            copy.requires_grad = parameter.requires_grad;
        }

        var buffers = target.named_buffers()
            .ToDictionary(static entry => entry.name, static entry => entry.buffer, StringComparer.Ordinal);
        foreach (var (name, buffer) in source.named_buffers())
        {
            if (!buffers.TryGetValue(name, out var copy) || !copy.shape.AsSpan().SequenceEqual(buffer.shape))
                throw Mismatch(source, name);

            copy.copy_(buffer);
        }

        CopyMode(source, target);
        return target;
    }

    /// <summary>Gives a module and its children the training mode of another one of the same structure.</summary>
    public static void CopyMode(nn.Module source, nn.Module target)
    {
        target.train(source.training);
        foreach (var (child, copy) in source.children().Zip(target.children()))
            CopyMode(child, copy);
    }

    private static LayerConversionException Mismatch(nn.Module source, string name) => new(
        $"A copy of {source.GetType().Name} has no parameter or buffer '{name}' of the same shape: let its constructor without " +
        "parameters build what this instance has, or annotate it with [Quantize].");
}
