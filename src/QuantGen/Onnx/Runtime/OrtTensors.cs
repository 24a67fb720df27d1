using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace QuantGen.Onnx.Runtime;

/// <summary>The tensors of one run: inputs over torch's memory, outputs copied to torch's.</summary>
/// <param name="library">ONNX Runtime.</param>
internal sealed unsafe class OrtTensors(OnnxRuntimeLibrary library) : IDisposable
{
    private const int ArenaAllocator = 1;
    private readonly List<OrtHandle> _owned = [];
    private readonly List<Tensor> _kept = [];

    /// <summary>An input over a tensor's memory.</summary>
    public nint Add(Tensor tensor)
    {
        var kept = tensor.detach().contiguous();
        _kept.Add(kept);
        var bytes = kept.bytes;
        var shape = kept.shape;
        nint memory, value;
        library.Check(((delegate* unmanaged[Cdecl]<int, int, nint*, nint>)library.Function(OrtApi.CreateCpuMemoryInfo))(ArenaAllocator, 0, &memory));
        using var owned = library.Own(memory, OrtApi.ReleaseMemoryInfo);
        fixed (long* extents = shape)
        {
            // The memory is torch's, and stays until this is disposed.
            library.Check(((delegate* unmanaged[Cdecl]<nint, void*, nuint, long*, nuint, int, nint*, nint>)library.Function(OrtApi.CreateTensorWithDataAsOrtValue))(
                memory, Unsafe.AsPointer(ref MemoryMarshal.GetReference(bytes)), (nuint)bytes.Length, extents, (nuint)shape.Length, (int)OnnxElementTypes.Of(kept.dtype), &value));
        }

        Own(value);
        return value;
    }

    /// <summary>Takes over an output.</summary>
    public void Own(nint value) => _owned.Add(library.Own(value, OrtApi.ReleaseValue));

    /// <summary>An output as a tensor of torch.</summary>
    /// <exception cref="OnnxException">Torch has no such elements.</exception>
    public Tensor Copy(nint value, string name)
    {
        nint info;
        int type;
        nuint count;
        void* data;
        library.Check(((delegate* unmanaged[Cdecl]<nint, nint*, nint>)library.Function(OrtApi.GetTensorTypeAndShape))(value, &info));
        using var owned = library.Own(info, OrtApi.ReleaseTensorTypeAndShapeInfo);
        library.Check(((delegate* unmanaged[Cdecl]<nint, int*, nint>)library.Function(OrtApi.GetTensorElementType))(info, &type));
        library.Check(((delegate* unmanaged[Cdecl]<nint, nuint*, nint>)library.Function(OrtApi.GetDimensionsCount))(info, &count));
        var shape = new long[count];
        fixed (long* extents = shape)
            library.Check(((delegate* unmanaged[Cdecl]<nint, long*, nuint, nint>)library.Function(OrtApi.GetDimensions))(info, extents, count));

        library.Check(((delegate* unmanaged[Cdecl]<nint, void**, nint>)library.Function(OrtApi.GetTensorMutableData))(value, &data));
        var tensor = empty(shape, OnnxElementTypes.ToTorch((OnnxElementType)type) ?? throw new OnnxException($"The output '{name}' has elements of type {(OnnxElementType)type}, which torch does not have."));
        if (tensor.numel() > 0)
            new ReadOnlySpan<byte>(data, tensor.bytes.Length).CopyTo(tensor.bytes);

        return tensor;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var value in _owned)
            value.Dispose();
        foreach (var tensor in _kept)
            tensor.Dispose();
    }
}
