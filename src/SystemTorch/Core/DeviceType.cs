namespace TorchSharp;

/// <summary>The kinds of device a tensor can lie on. Only CPU and META have kernels here.</summary>
public enum DeviceType
{
    /// <summary>The processor's memory.</summary>
    CPU = 0,

    /// <summary>An NVIDIA graphics card.</summary>
    CUDA = 1,

    /// <summary>Reserved for explicit MKLDNN.</summary>
    MKLDNN = 2,

    /// <summary>OpenGL.</summary>
    OPENGL = 3,

    /// <summary>OpenCL.</summary>
    OPENCL = 4,

    /// <summary>IDEEP.</summary>
    IDEEP = 5,

    /// <summary>AMD HIP.</summary>
    HIP = 6,

    /// <summary>A programmable gate array.</summary>
    FPGA = 7,

    /// <summary>Microsoft's neural processor.</summary>
    MSNPU = 8,

    /// <summary>XLA, as on a TPU.</summary>
    XLA = 9,

    /// <summary>Apple's Metal.</summary>
    MPS = 13,

    /// <summary>Shapes without data.</summary>
    META = 14,
}
