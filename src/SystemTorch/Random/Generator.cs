using System.Runtime.InteropServices;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A source of random numbers with a state of its own (Mersenne Twister on the CPU).</summary>
    public class Generator : IDisposable
    {
        /// <summary>Makes a generator.</summary>
        /// <param name="seed">Where it starts.</param>
        /// <param name="device">The device whose operators it serves; the CPU when null.</param>
        public Generator(ulong seed = 0, Device? device = null)
            : this(NativeMethods.NewGenerator(seed)) => this.device = device ?? CPU;

        private Generator(nint handle)
        {
            Handle = handle;
            device = CPU;
        }

        /// <summary>Releases the native generator.</summary>
        ~Generator() => Dispose(disposing: false);

        /// <summary>The generator that operators use when they are given none.</summary>
        public static Generator Default => new(NativeMethods.DefaultGenerator());

        /// <summary>The address of the native generator; zero once disposed.</summary>
        public IntPtr Handle { get; private set; }

        /// <summary>The device whose operators the generator serves.</summary>
        public Device device { get; }

        /// <summary>Starts again from a seed.</summary>
        /// <param name="seed">Where to start.</param>
        /// <returns>This generator.</returns>
        public Generator manual_seed(long seed)
        {
            NativeMethods.GeneratorSetSeed(Handle, unchecked((ulong)seed));
            return this;
        }

        /// <summary>Starts from a seed that differs from run to run.</summary>
        /// <returns>The seed.</returns>
        public long seed() => unchecked((long)NativeMethods.GeneratorNewSeed(Handle));

        /// <summary>The seed that the generator started from.</summary>
        public long initial_seed() => unchecked((long)NativeMethods.GeneratorSeed(Handle));

        /// <summary>The whole state, as a tensor of bytes.</summary>
        /// <exception cref="ExternalException">libtorch refuses.</exception>
        public unsafe Tensor get_state()
        {
            nint state;
            NativeError.ThrowIfFailed(NativeMethods.GeneratorState(Handle, &state));
            return new Tensor(state);
        }

        /// <summary>Goes back to a state.</summary>
        /// <param name="value">What <see cref="get_state"/> returned.</param>
        /// <exception cref="ExternalException">The tensor is no such state.</exception>
        public void set_state(Tensor value)
        {
            ArgumentNullException.ThrowIfNull(value);
            NativeError.ThrowIfFailed(NativeMethods.SetGeneratorState(Handle, value.Handle));
            GC.KeepAlive(value);
        }

        /// <summary>Releases the native generator.</summary>
        public void Dispose()
        {
            Dispose(disposing: true);
            GC.SuppressFinalize(this);
        }

        /// <summary>Releases the native generator.</summary>
        /// <param name="disposing">False when the finalizer calls.</param>
        protected virtual void Dispose(bool disposing)
        {
            var handle = Handle;
            Handle = 0;
            if (handle != 0)
                NativeMethods.ReleaseGenerator(handle);
        }
    }
}
