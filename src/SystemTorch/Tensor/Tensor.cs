using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>An array of numbers of any dimension, with its gradient: a handle to a tensor of libtorch.</summary>
    /// <remarks>
    /// Native memory goes back when the tensor is disposed, by its owner or by the <see cref="DisposeScope"/> that was
    /// innermost when it was made; the finalizer is the last resort. Views share their memory, which lives as long as the
    /// last of them. A call on a disposed tensor throws <see cref="InvalidOperationException"/>, a refusal of libtorch
    /// <see cref="System.Runtime.InteropServices.ExternalException"/>.
    /// </remarks>
    public partial class Tensor : IDisposable
    {
        private static long _totalCount;
        private static long _peakCount;

        /// <summary>The owning address of the native tensor; zero once disposed.</summary>
        internal nint handle;

        internal Tensor(nint handle, bool register = true)
        {
            this.handle = handle;
            CountOne();
            if (register)
                DisposeScopeManager.Current.Register(this);
        }

        /// <summary>Releases the native tensor.</summary>
        ~Tensor() => Dispose(disposing: false);

        /// <summary>How many tensors C# holds now, in the whole process.</summary>
        public static long TotalCount => Interlocked.Read(ref _totalCount);

        /// <summary>The most tensors that C# has held at one time.</summary>
        public static long PeakCount => Interlocked.Read(ref _peakCount);

        /// <summary>A name for people to know the tensor by.</summary>
        public string? name { get; set; }

        /// <summary>The address of the native tensor.</summary>
        /// <exception cref="InvalidOperationException">The tensor is disposed.</exception>
        public IntPtr Handle => handle != 0 ? handle : throw new InvalidOperationException("Tensor invalid -- empty handle.");

        /// <summary>Whether the tensor is disposed, or undefined.</summary>
        public bool IsInvalid => handle == 0;

        /// <summary>The scope that will dispose the tensor.</summary>
        internal DisposeScope? OwningDisposeScope { get; set; }

        /// <summary>The tensor's index in the list of its scope.</summary>
        internal int PlaceInScope { get; set; }

        /// <summary>Set while its scope disposes all the others.</summary>
        internal bool KeptByScope { get; set; }

        /// <summary>Wraps a native tensor, which the new object owns.</summary>
        /// <param name="handle">The address of a native tensor.</param>
        public static Tensor UnsafeCreateTensor(IntPtr handle) => new(handle);

        /// <summary>Releases the native tensor and leaves its scope.</summary>
        public void Dispose()
        {
            Dispose(disposing: true);
            GC.SuppressFinalize(this);
        }

        /// <summary>Gives the native tensor away: this object becomes invalid and the caller owns the address.</summary>
        /// <exception cref="InvalidOperationException">The tensor is disposed.</exception>
        public IntPtr DecoupleFromNativeHandle()
        {
            _ = Handle;
            return MoveHandle();
        }

        /// <summary>Hands the tensor to the scope around its own; without one it belongs to no scope.</summary>
        /// <returns>This tensor.</returns>
        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        /// <summary>Takes the tensor out of its scope; from then on its owner disposes it.</summary>
        /// <returns>This tensor.</returns>
        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        /// <summary>Hands the tensor to the scope of another tensor.</summary>
        /// <param name="other">The other tensor.</param>
        /// <returns>This tensor.</returns>
        public Tensor MoveToOtherDisposeScope(Tensor other)
        {
            ArgumentNullException.ThrowIfNull(other);
            return MoveToOtherDisposeScope(other.OwningDisposeScope);
        }

        /// <summary>Hands the tensor to another scope.</summary>
        /// <param name="other">The scope that takes it; null for none.</param>
        /// <returns>This tensor.</returns>
        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (OwningDisposeScope is { } scope)
                scope.MoveToOther(other, this);
            else
                other?.Attach(this);
            return this;
        }

        /// <summary>Whether another object is a tensor with the same elements.</summary>
        /// <param name="obj">The other object.</param>
        public override bool Equals(object? obj) => obj is Tensor other && Equals(other);

        /// <summary>Whether another tensor has the same shape and the same elements.</summary>
        /// <param name="target">The other tensor.</param>
        public bool Equals(Tensor target) => target is not null && Op.Equal.CallBool(this, target);

        /// <summary>A hash of the object's identity, not of its elements.</summary>
        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

        /// <summary>Gives the native tensor away and leaves the scope; without the check for a disposed tensor.</summary>
        internal nint MoveHandle()
        {
            OwningDisposeScope?.Remove(this);
            return TakeHandle();
        }

        /// <summary>Releases the native tensor.</summary>
        /// <param name="disposing">False when the finalizer calls, which must leave scopes alone: they may be gone.</param>
        protected virtual void Dispose(bool disposing)
        {
            if (handle == 0)
                return;
            if (disposing)
            {
                DisposeScopeManager.Current.CountDisposal(OwningDisposeScope is not null);
                OwningDisposeScope?.Remove(this);
            }

            NativeMethods.Release(TakeHandle());
        }

        private nint TakeHandle()
        {
            Interlocked.Decrement(ref _totalCount);
            var taken = handle;
            handle = 0;
            return taken;
        }

        private static void CountOne()
        {
            var total = Interlocked.Increment(ref _totalCount);
            if (total > _peakCount)
                _peakCount = total;
        }
    }
}
