using System.CommandLine;
using QuantGen.Onnx;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ImageClassification.Export;

/// <summary>An exported model that ONNX Runtime computes. It takes any number of pictures, and runs as many at a time as the file says.</summary>
internal sealed class OnnxModule : Module<Tensor, Tensor>
{
    private readonly OnnxRuntimeLibrary _library;
    private readonly OnnxSession _session;
    private readonly long _batch;

    /// <summary>Loads a file.</summary>
    /// <param name="file">The ONNX file.</param>
    /// <param name="library">The library of ONNX Runtime, or a folder that holds it; null for what the environment says.</param>
    /// <param name="threads">Threads to compute with.</param>
    /// <exception cref="OnnxException">There is no ONNX Runtime, or it does not take the file.</exception>
    public OnnxModule(string file, string? library, int threads)
        : base(nameof(OnnxModule))
    {
        _batch = OnnxModel.Load(file).Graph.Inputs[0].Shape![0].Value ?? throw new OnnxException($"The file '{file}' does not say how many pictures it takes at a time: export it with --batch.");
        _library = OnnxRuntimeLibrary.Load(library);
        _session = new OnnxSession(_library, file, new OnnxSessionOptions { Threads = threads });
    }

    /// <summary>The option that says where ONNX Runtime is.</summary>
    public static Option<string?> Library() => new("--onnxruntime")
    {
        Description = $"The library of ONNX Runtime, or a folder that holds it; else what {OnnxRuntimeLibrary.PathVariable} says.",
        HelpName = "PATH",
    };

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var count = input.shape[0];
        var missing = (_batch - (count % _batch)) % _batch;
        var filled = missing == 0 ? input : cat([input, zeros([missing, .. input.shape[1..]])], 0);
        var scores = filled.split(_batch, 0).Select(part => _session.Run(part.contiguous())[0]).ToArray();
        return cat(scores, 0).narrow(0, 0, count).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _session.Dispose();
            _library.Dispose();
        }

        base.Dispose(disposing);
    }
}
