using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <content>What is learned and counted.</content>
public abstract partial class LowBitQuantizer
{
    private const string StepsBuffer = "_steps";
    private const string ScaleParameter = "gamma";

    /// <summary>
    /// How many batches it has quantized or measured in training mode. On the CPU it is read where it lies; other devices are waited for.
    /// </summary>
    public long Steps
    {
        get
        {
            var steps = State(StepsBuffer);
            using var copy = steps.device_type == DeviceType.CPU ? null : steps.cpu();
            return MemoryMarshal.Read<long>((copy ?? steps).bytes);
        }

        private set
        {
            var steps = State(StepsBuffer);
            if (steps.device_type == DeviceType.CPU)
            {
                MemoryMarshal.Write(steps.bytes, value);
                return;
            }

            using var noGradient = no_grad();
            steps.fill_(value);
        }
    }

    /// <summary>The learned scale, or null.</summary>
    private protected Parameter? LearnedScale => Side.LearnedScale ? Learned(ScaleParameter) : null;

    /// <summary>A learned value by its name.</summary>
    private protected Parameter Learned(string name) => _internal_params[name];

    /// <summary>A buffer by its name.</summary>
    private protected Tensor State(string name) => _internal_buffers[name].Item1;

    /// <summary>Registers a learned value of a number for each group.</summary>
    private protected void AddLearned(string name, double start) =>
        register_parameter(name, nn.Parameter(full(ChannelGroups.ParameterShape, start, ScalarType.Float32)).Detached());

    /// <summary>Registers what is measured.</summary>
    private protected void AddState(string name, Tensor start) => register_buffer(name, start.DetachFromDisposeScope());

    /// <summary>
    /// Puts what was found in a batch into a learned value or a buffer, as the mean over so many batches. The first one replaces what was there.
    /// </summary>
    private protected static void Average(Tensor state, Tensor found, long batch)
    {
        if (batch == 1)
            state.copy_(found.reshape(state.shape));
        else
            state.mul_((batch - 1.0) / batch).add_(found.reshape(state.shape), alpha: 1.0 / batch);
    }

    private void RegisterState()
    {
        AddState(StepsBuffer, tensor(0L));
        if (Side.LearnedScale)
            AddLearned(ScaleParameter, 1);
    }

    /// <summary>Whether a learned value has a start: without one it is NaN. On the CPU it is looked at where it lies.</summary>
    private protected static bool HasValue(Tensor state)
    {
        using var copy = state.device_type == DeviceType.CPU ? null : state.cpu();
        return !float.IsNaN(MemoryMarshal.Read<float>((copy ?? state).bytes));
    }
}
