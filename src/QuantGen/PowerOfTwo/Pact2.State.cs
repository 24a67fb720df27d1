using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <content>The buffers.</content>
public sealed partial class Pact2
{
    private const string RangeBuffer = "clips_act";
    private const string CountBuffer = "num_batches_tracked";

    /// <summary>What the buffers hold. On the CPU it is read where it lies; other devices are waited for.</summary>
    private RunningRange State
    {
        get
        {
            var range = Read(RangeBuffer, 2);
            return new RunningRange(range.First, range.Last, Read(CountBuffer, 1).First);
        }

        set
        {
            Write(RangeBuffer, [value.Low, value.High]);
            Write(CountBuffer, [value.LastBatch]);
        }
    }

    private void RegisterState(RunningRange start)
    {
        register_buffer(RangeBuffer, tensor([start.Low, start.High]).DetachFromDisposeScope());
        register_buffer(CountBuffer, tensor(start.LastBatch).DetachFromDisposeScope());
    }

    private (float First, float Last) Read(string name, int length)
    {
        var buffer = _internal_buffers[name].Item1;
        if (buffer.device_type == DeviceType.CPU && buffer.dtype == ScalarType.Float32)
        {
            var values = MemoryMarshal.Cast<byte, float>(buffer.bytes);
            return (values[0], values[length - 1]);
        }

        using var copy = buffer.to(ScalarType.Float32, CPU);
        var copied = MemoryMarshal.Cast<byte, float>(copy.bytes);
        return (copied[0], copied[length - 1]);
    }

    private void Write(string name, ReadOnlySpan<float> values)
    {
        var buffer = _internal_buffers[name].Item1;
        using var noGradient = no_grad();
        using var source = tensor(values.ToArray(), buffer.shape);
        buffer.copy_(source);
    }
}
