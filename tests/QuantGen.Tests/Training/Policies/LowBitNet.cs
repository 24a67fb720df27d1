using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Training.Policies;

/// <summary>Three linear layers whose weights and inputs are quantized to four levels of learned ranges.</summary>
internal sealed class LowBitNet : Module<Tensor, Tensor>
{
    private readonly LowBitRow first;
    private readonly LowBitRow second;
    private readonly LowBitRow third;

    public LowBitNet()
        : base(nameof(LowBitNet))
    {
        manual_seed(5);
        first = new LowBitRow(6, 8);
        second = new LowBitRow(8, 8);
        third = new LowBitRow(8, 4);
        RegisterComponents();
    }

    public IReadOnlyList<LowBitRow> Layers => [first, second, third];

    public override Tensor forward(Tensor input)
    {
        using var one = first.call(input);
        using var two = functional.relu(one);
        using var three = second.call(two);
        return third.call(functional.dropout(three, 0.25, training));
    }
}
