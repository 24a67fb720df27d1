using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

[Quantize]
public sealed partial class ListOfBlocks : Module<Tensor, Tensor>
{
    private readonly ModuleList<Module<Tensor, Tensor>> blocks;
    private readonly ModuleList<Linear> heads;
    private readonly int repeats;

    public ListOfBlocks(long features, int count, int repeats) : base(nameof(ListOfBlocks))
    {
        this.repeats = repeats;
        blocks = ModuleList<Module<Tensor, Tensor>>();
        for (var i = 0; i < count; i++)
            blocks.Add(Sequential(Linear(features, features), ReLU()));
        heads = ModuleList(Linear(features, features), Linear(features, features));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        foreach (var block in blocks)
            x = x + block.call(x);

        for (var i = 0; i < repeats; i++)
        {
            var before = x;
            x = blocks[i % blocks.Count].call(x);
            x += before;
        }

        return heads[0].call(x) + heads[1].call(x);
    }
}
