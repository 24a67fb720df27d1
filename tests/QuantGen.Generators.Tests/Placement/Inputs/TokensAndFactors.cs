using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>A class token before the tokens of a picture, made by a method; a gate, computed by a local function.</summary>
[Quantize]
public sealed partial class TokensAndFactors : Module<Tensor, Tensor>
{
    private readonly Conv2d patches;
    private readonly Parameter token;
    private readonly Linear fc1;
    private readonly Linear fc2;

    public TokensAndFactors(long channels) : base(nameof(TokensAndFactors))
    {
        patches = Conv2d(channels, channels, 2, stride: 2);
        token = new Parameter(randn(1, 1, channels));
        fc1 = Linear(channels, channels / 2);
        fc2 = Linear(channels / 2, channels);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = Tokens(x);
        x = cat([token.expand(x.shape[0], -1, -1), x], dim: 1);
        return Factors() * x;

        Tensor Factors() => fc2.call(fc1.call(x.mean([1L], keepdim: true)).relu()).sigmoid();
    }

    private Tensor Tokens(Tensor picture) => patches.call(picture).flatten(2).transpose(1, 2);
}
