#nullable disable
using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

[Quantize]
public partial class NullableOblivious : Module<Tensor, Tensor>
{
    private readonly Conv2d conv;
    private readonly Module<Tensor, Tensor> shortcut;
    private readonly ObliviousTail tail;

    public NullableOblivious(long channels, Module<Tensor, Tensor> shortcut = null) : base(nameof(NullableOblivious))
    {
        conv = Conv2d(channels, channels, 3, padding: 1);
        this.shortcut = shortcut;
        tail = new ObliviousTail(channels);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        Tensor skip = null;
        if (shortcut != null)
            skip = shortcut.call(x);

        var y = conv.call(x);
        y += skip ?? x;
        return tail.call(y);
    }
}

[Quantize]
public partial class ObliviousTail : Module<Tensor, Tensor>
{
    private readonly Conv2d conv;

    public ObliviousTail(long channels) : base(nameof(ObliviousTail))
    {
        conv = Conv2d(channels, channels, 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => conv.call(x);
}
