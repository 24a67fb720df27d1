using System.Runtime.InteropServices;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>
        /// What one call of a custom function keeps from forward to backward. The node in the graph holds it and lets go of it
        /// when the graph does.
        /// </summary>
        public class AutogradContext : IDisposable
        {
            private static readonly List<Tensor> _none = [];

            private readonly ICustomFunction _function;
            private readonly List<Tensor> _inputs;
            private readonly bool[] _isTensor;
            private Dictionary<string, object>? _data;
            private List<Tensor> _saved = _none;
            private List<Tensor> _dirty = _none;
            private List<Tensor> _nonDifferentiable = _none;
            private int _savedCount;
            private nint _native;

            internal AutogradContext(ICustomFunction function, object[] arguments)
            {
                _function = function;
                _inputs = new List<Tensor>(arguments.Length);
                _isTensor = new bool[arguments.Length];
                for (var i = 0; i < arguments.Length; i++)
                {
                    if (arguments[i] is Tensor { IsInvalid: false } tensor)
                    {
                        _isTensor[i] = true;
                        _inputs.Add(tensor);
                    }
                }
            }

            /// <summary>Whether a missing gradient is handed to backward as zeros; true unless set otherwise.</summary>
            public bool MaterializeGrads { get; private set; } = true;

            /// <summary>Keeps tensors for backward: arguments, results or others. Call it once, in forward.</summary>
            /// <param name="tensors">The tensors.</param>
            public void save_for_backward(List<Tensor> tensors) => _saved = tensors;

            /// <summary>The tensors that forward kept, as new objects. Only backward can ask for them.</summary>
            /// <exception cref="ExternalException">One has been changed in place since, or the graph has been freed.</exception>
            public unsafe List<Tensor> get_saved_variables()
            {
                if (_native == 0)
                    return [];
                var handles = new nint[_savedCount];
                fixed (nint* results = handles)
                    NativeError.ThrowIfFailed(NativeMethods.SavedVariables(_native, results));
                var tensors = new List<Tensor>(_savedCount);
                foreach (var handle in handles)
                    tensors.Add(new Tensor(handle));
                return tensors;
            }

            /// <summary>Keeps anything but a tensor for backward.</summary>
            /// <param name="key">Its name.</param>
            /// <param name="value">What to keep.</param>
            public void save_data(string key, object value) => (_data ??= [])[key] = value;

            /// <summary>What was kept under a name; null when nothing was.</summary>
            /// <param name="key">The name.</param>
            public object get_data(string key) => _data?.GetValueOrDefault(key)!;

            /// <summary>Tells which arguments forward has changed in place.</summary>
            /// <param name="tensors">The arguments.</param>
            public void mark_dirty(List<Tensor> tensors) => _dirty = tensors;

            /// <summary>Tells which results have no derivative.</summary>
            /// <param name="tensors">The results.</param>
            public void mark_non_differentiable(List<Tensor> tensors) => _nonDifferentiable = tensors;

            /// <summary>Sets <see cref="MaterializeGrads"/>.</summary>
            /// <param name="value">Whether backward sees zeros in place of null.</param>
            public void set_materialize_grads(bool value) => MaterializeGrads = value;

            /// <summary>Lets go of what was kept.</summary>
            public void Dispose()
            {
                Dispose(disposing: true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Lets go of what was kept.</summary>
            /// <param name="disposing">Always true: the class has no finalizer.</param>
            protected virtual void Dispose(bool disposing) => _data = null;

            /// <summary>Makes a node of this call and returns its results as they stand in the graph.</summary>
            internal unsafe List<Tensor> Tie(List<Tensor> outputs)
            {
                ReadOnlySpan<List<Tensor>> lists = [_inputs, outputs, _saved, _dirty, _nonDifferentiable];
                var counts = stackalloc int[lists.Length];
                for (var i = 0; i < lists.Length; i++)
                    counts[i] = lists[i].Count;

                var results = new nint[outputs.Count];
                fixed (nint* handles = Handles(lists), result = results)
                {
                    var state = Records() ? GCHandle.ToIntPtr(GCHandle.Alloc(this)) : 0;
                    NativeError.ThrowIfFailed(ManagedCallbacks.TieFunction(state, handles, counts, MaterializeGrads ? 1 : 0, result));
                }

                GC.KeepAlive(outputs);
                Forget();
                var tied = new List<Tensor>(results.Length);
                foreach (var handle in results)
                    tied.Add(new Tensor(handle));
                return tied;
            }

            internal void RunBackward(nint native, ReadOnlySpan<nint> gradients, Span<nint> results)
            {
                var list = new List<Tensor>(gradients.Length);
                foreach (var gradient in gradients)
                    list.Add(gradient == 0 ? null! : new Tensor(gradient));
                var derivatives = RunBackward(native, list);
                Check(derivatives);
                var next = 0;
                for (var i = 0; i < _isTensor.Length; i++)
                {
                    if (!_isTensor[i])
                        continue;
                    if (derivatives[i] is { IsInvalid: false } derivative)
                        NativeMethods.Retain(results[next] = derivative.handle);
                    next++;
                }

                GC.KeepAlive(derivatives);
            }

            private List<Tensor> RunBackward(nint native, List<Tensor> gradients)
            {
                _native = native;
                try
                {
                    return _function.RunBackward(this, gradients);
                }
                finally
                {
                    _native = 0;
                }
            }

            private bool Records()
            {
                if (!is_grad_enabled())
                    return false;
                foreach (var input in _inputs)
                {
                    if (input.requires_grad)
                        return true;
                }

                return false;
            }

            // What the node keeps from here on, libtorch keeps; a reference from here would make a circle with the graph.
            private void Forget()
            {
                _savedCount = _saved.Count;
                _inputs.Clear();
                _saved = _dirty = _nonDifferentiable = _none;
            }

            private static nint[] Handles(ReadOnlySpan<List<Tensor>> lists)
            {
                var count = 0;
                foreach (var list in lists)
                    count += list.Count;

                var handles = new nint[count];
                var next = 0;
                foreach (var list in lists)
                {
                    foreach (var tensor in list)
                        handles[next++] = tensor?.Handle ?? 0;
                }

                return handles;
            }

            private void Check(List<Tensor> derivatives)
            {
                if (derivatives.Count < _isTensor.Length)
                    throw WrongCount(derivatives.Count);
                for (var i = 0; i < derivatives.Count; i++)
                {
                    if (derivatives[i] is not { IsInvalid: false })
                        continue;
                    if (i >= _isTensor.Length)
                        throw WrongCount(derivatives.Count);
                    if (!_isTensor[i])
                    {
                        throw new InvalidOperationException(
                            $"Function {_function.Name} returned a gradient at position {i + 1}, where forward had no tensor.");
                    }
                }
            }

            private InvalidOperationException WrongCount(int count) => new(
                $"Function {_function.Name} returned an incorrect number of gradients (expected {_isTensor.Length}), got {count}");
        }
    }
}
