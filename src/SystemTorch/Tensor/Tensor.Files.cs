using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Writes a tensor to a file in PyTorch's format.</summary>
    /// <param name="t">The tensor.</param>
    /// <param name="location">The file.</param>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">The file cannot be written.</exception>
    public static void save(Tensor t, string location)
    {
        ArgumentNullException.ThrowIfNull(t);
        t.save(location);
    }

    /// <inheritdoc cref="Tensor.load(string)"/>
    public static Tensor load(string location) => Tensor.load(location);

    public partial class Tensor
    {
        /// <summary>Reads a tensor from a file in PyTorch's format.</summary>
        /// <param name="location">The file.</param>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">The file is not there, or no tensor.</exception>
        public static unsafe Tensor load(string location)
        {
            nint handle;
            NativeError.ThrowIfFailed(NativeMethods.Load(location, &handle));
            return new Tensor(handle);
        }

        /// <summary>Reads a tensor in TorchSharp's own format.</summary>
        /// <param name="reader">Where it stands.</param>
        /// <exception cref="EndOfStreamException">The data ends too early.</exception>
        public static Tensor Load(BinaryReader reader) => TensorExtensionMethods.Load(reader);

        /// <summary>Reads a tensor in TorchSharp's own format, and closes the stream.</summary>
        /// <param name="stream">Where it stands.</param>
        /// <exception cref="EndOfStreamException">The data ends too early.</exception>
        public static Tensor Load(Stream stream)
        {
            using var reader = new BinaryReader(stream);
            return Load(reader);
        }

        /// <summary>Reads a tensor from a file in TorchSharp's own format.</summary>
        /// <param name="location">The file.</param>
        /// <exception cref="FileNotFoundException">There is no such file.</exception>
        /// <exception cref="EndOfStreamException">The data ends too early.</exception>
        public static Tensor Load(string location) => Load(File.OpenRead(location));

        /// <summary>Writes the tensor to a file in PyTorch's format.</summary>
        /// <param name="location">The file.</param>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">The file cannot be written.</exception>
        public void save(string location) => NativeError.ThrowIfFailed(Alive(NativeMethods.Save(Handle, location)));
    }
}
