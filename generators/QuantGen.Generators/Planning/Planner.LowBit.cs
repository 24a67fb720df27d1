using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>The twin for training at few bits: layers quantize their inputs and weights, and forward stays as it is.</summary>
internal sealed partial class Planner
{
    private bool IsForLowBit => _module.Options.Target == OptionsModel.LowBit;

    private QuantizationPlan PlanForLowBit() => new(_module, _module.Fields.Select(PlanField).ToEquatableArray(), _quantizers.ToEquatableArray(), _rewrites.ToEquatableArray());
}
