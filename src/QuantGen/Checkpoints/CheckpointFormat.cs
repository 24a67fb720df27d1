namespace QuantGen.Checkpoints;

/// <summary>The formats of checkpoint files.</summary>
public enum CheckpointFormat
{
    /// <summary>What <c>Module.save</c> of TorchSharp writes, with or without a description of the quantizers at the end.</summary>
    TorchSharp,

    /// <summary>safetensors: read and written by most tools, Python's library <c>safetensors</c> first.</summary>
    Safetensors,

    /// <summary>What <c>torch.save</c> of PyTorch writes. It is read only.</summary>
    PyTorch,
}
