using QuantGen.Onnx;
using QuantGen.Testing.Onnx;

namespace QuantGen.Tests.Onnx.Support;

/// <summary>ONNX Runtime, loaded once.</summary>
internal static class Ort
{
    private static readonly Lazy<OnnxRuntimeLibrary> Loaded = new(static () => OnnxRuntimeLibrary.Load(OnnxRuntimes.Path));

    /// <summary>The library.</summary>
    public static OnnxRuntimeLibrary Library => Loaded.Value;
}
