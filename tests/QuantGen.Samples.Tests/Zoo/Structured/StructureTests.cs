using ImageClassification.Checkpoints;
using ModelZoo;
using QuantGen.Checkpoints;
using QuantGen.Modules;
using QuantGen.Samples.Tests.Support;
using QuantGen.Testing;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Samples.Tests.Zoo.Structured;

public sealed class StructureTests
{
    [Theory]
    [InlineData("resnet20", 32)]
    [InlineData("resnet18", 64)]
    public void Where_nothing_is_said_a_network_is_that_of_the_paper(string name, long side)
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var known = Models.Create(name, classes: 10);
        using var network = StructuredModels.Create(name, new Structure(), classes: 10);
        Checkpoint.Save(known, folder.File("known.dat"));
        var report = Checkpoint.Load(network, folder.File("known.dat"), new LoadOptions { Renames = DocumentedNames() });

        var x = randn(2, 3, side, side);
        Assert.True(report.IsComplete);
        Assert.True(Bits.Equal(known.call(x), network.call(x)));
        known.eval();
        network.eval();
        Assert.True(Bits.Equal(known.call(x), network.call(x)));
    }

    [Theory]
    [InlineData("resnet20", "blocks.txt", false)]
    [InlineData("resnet20", "layers.txt", true)]
    [InlineData("resnet18", "layers.txt", true)]
    public void Files_of_names_lead_from_torchvision_s_keys_to_those_of_a_structure(string name, string names, bool layers)
    {
        using var folder = new TemporaryFolder();
        using var known = Models.Create(name, classes: 10);
        using var network = StructuredModels.Create(name, layers ? Structure.BiReal : new Structure { KeepFloat = FloatConvolutions.Shortcut }, classes: 10);
        Checkpoint.Save(known, folder.File("known.dat"));
        var report = Checkpoint.Load(
            network, folder.File("known.dat"), new LoadOptions { Renames = RenameFile.Read(RepositoryRoot.Combine("samples", "ModelZoo", "Structured", "Names", names)) });

        Assert.True(report.IsComplete);
        Assert.Empty(report.Unexpected);
    }

    [Theory]
    [InlineData("resnet32", 10, 466_906)]
    [InlineData("resnet44", 10, 661_338)]
    [InlineData("resnet34", 1000, 21_797_672)]
    public void Other_depths_have_the_parameters_of_the_paper_s(string name, long classes, long parameters)
    {
        using var network = StructuredModels.Create(name, new Structure(), classes);

        Assert.Equal(parameters, network.parameters().Sum(static parameter => parameter.numel()));
    }

    [Theory]
    [InlineData(BlockOrder.ConvNormSkipActivation, "conv1 norm1 act1 pool", "conv1 norm1 act1 conv2 norm2", "act1", "")]
    [InlineData(BlockOrder.ConvNormActivationSkip, "conv1 norm1 act1 pool", "conv1 norm1 act1 conv2 norm2 act2", "", "")]
    [InlineData(BlockOrder.ConvActivationNormSkip, "conv1 act1 norm1 pool", "conv1 act1 norm1 conv2 act2 norm2", "", "")]
    [InlineData(BlockOrder.NormActivationConvSkip, "conv1 pool", "norm1 act1 conv1 norm2 act2 conv2", "", "norm1 act1")]
    [InlineData(BlockOrder.NormConvActivationSkip, "conv1 act1 pool", "norm1 conv1 act1 norm2 conv2 act2", "", "norm1")]
    public void Layers_stand_in_the_order_that_was_asked_for(BlockOrder order, string stem, string body, string behindSum, string tail)
    {
        using var network = StructuredModels.Create("resnet18", new Structure { Order = order }, classes: 10);

        Assert.Equal(stem, ChildrenOf(network, "stem"));
        Assert.Equal(body, ChildrenOf(network, "features.layer1.0.body"));
        Assert.Equal(behindSum, ChildrenOf(network, "features.layer1.0.activation"));
        Assert.Equal(tail, ChildrenOf(network, "tail"));
    }

    [Fact]
    public void A_skip_connection_leads_around_each_convolution_or_each_block_or_none()
    {
        Assert.Equal(16, Skips(SkipSpan.Layer));
        Assert.Equal(8, Skips(SkipSpan.Block));
        Assert.Equal(0, Skips(SkipSpan.None));

        static int Skips(SkipSpan span)
        {
            using var network = StructuredModels.Create("resnet18", new Structure { Skips = span }, classes: 10);
            return network.modules().OfType<SkipBlock>().Count();
        }
    }

    [Fact]
    public void What_is_kept_in_float_changes_no_key_and_no_number()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var names = new List<string>[2];
        for (var i = 0; i < names.Length; i++)
        {
            random.manual_seed(1);
            using var network = StructuredModels.Create("mobilenet_v1", new Structure { KeepFloat = i == 0 ? FloatConvolutions.None : FloatConvolutions.Depthwise }, classes: 10);
            network.eval();
            names[i] = [.. network.state_dict().Keys, network.call(ones(1, 3, 64, 64)).sum().item<float>().ToString("R", null)];
        }

        Assert.Equal(names[0], names[1]);
    }

    [Theory]
    [InlineData(FloatConvolutions.None, 27, 0)]
    [InlineData(FloatConvolutions.Depthwise, 14, 13)]
    [InlineData(FloatConvolutions.Pointwise, 14, 13)]
    [InlineData(FloatConvolutions.Depthwise | FloatConvolutions.Pointwise, 1, 26)]
    public void A_twin_leaves_in_float_what_the_structure_says(FloatConvolutions kept, int quantized, int inFloat)
    {
        using var network = StructuredModels.Create("mobilenet_v1", new Structure { KeepFloat = kept }, classes: 10);
        using var twin = network.ToQuantized();

        Assert.Equal(quantized, twin.modules().OfType<QuantConv2d>().Count());
        Assert.Equal(inFloat, twin.modules().OfType<Conv2d>().Count());
    }

    [Fact]
    public void Bi_Real_Net_keeps_its_three_projections_in_float()
    {
        using var network = StructuredModels.Create("resnet18", Structure.BiReal, classes: 10);
        using var twin = network.ToQuantized();

        Assert.Equal(
            ["features.layer2.0.0.shortcut.conv.conv", "features.layer3.0.0.shortcut.conv.conv", "features.layer4.0.0.shortcut.conv.conv"],
            twin.named_modules().Where(static named => named.module is Conv2d).Select(static named => named.name));
        Assert.Empty(twin.modules().OfType<ReLU>());
    }

    [Fact]
    public void An_override_leaves_convolutions_in_float_too()
    {
        using var network = StructuredModels.Create("resnet20", new Structure(), classes: 10);
        using var twin = network.ToQuantized(new QuantizationOptions { Layers = [new LayerOverride("*.shortcut.conv.*") { Enabled = false }] });

        Assert.Equal(
            ["features.layer2.0.shortcut.conv.conv", "features.layer3.0.shortcut.conv.conv"],
            FloatLayers.Of(twin).Where(static layer => layer.Type.Contains("Conv", StringComparison.Ordinal)).Select(static layer => layer.Name));
    }

    [Fact]
    public void Group_Net_sums_five_branches_each_with_a_fifth_of_the_weight_at_first()
    {
        using var scope = NewDisposeScope();
        using var network = StructuredModels.Create("resnet20", Structure.GroupNet, classes: 10);
        var block = network.modules().OfType<SkipBlock>().First();

        var branches = Assert.Single(block.modules().OfType<BasisSum>()).modules().OfType<ScalarScale>().ToList();
        Assert.Equal(5, branches.Count);
        Assert.All(branches, static branch => Assert.Equal(0.2f, Assert.Single(branch.parameters()).item<float>()));
        Assert.Equal(5, block.modules().OfType<Conv2d>().Count());
        Assert.Equal("conv1 norm1", ChildrenOf(network, "stem"));
    }

    [Fact]
    public void Fixup_starts_branches_and_classifier_at_zero_and_scales_what_is_before()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(2);
        using var network = StructuredModels.Create("resnet44", new Structure { Norm = NormKind.Fixup }, classes: 10);
        var state = network.state_dict();

        Assert.DoesNotContain(network.modules(), static module => module is NormBase or GroupNorm);
        Assert.True(state["fc.weight"].eq(0).all().item<bool>());
        Assert.True(state["features.layer3.6.body.conv2.weight"].eq(0).all().item<bool>());
        Assert.Equal("conv_bias1 conv1 act_bias1 act1 conv_bias2 conv2 scale", ChildrenOf(network, "features.layer3.6.body"));
        Assert.Equal("fc_bias", ChildrenOf(network, "tail"));

        // 21 blocks of two convolutions: 21^(-1/2) of He's deviation.
        var deviation = Math.Sqrt(2.0 / (64 * 9)) / Math.Sqrt(21);
        Assert.InRange(state["features.layer3.6.body.conv1.weight"].std().item<float>(), 0.97 * deviation, 1.03 * deviation);
    }

    [Fact]
    public void The_last_norm_of_each_branch_can_start_at_zero()
    {
        using var scope = NewDisposeScope();
        using var network = StructuredModels.Create("resnet20", new Structure { ZeroLastNorm = true }, classes: 10);

        Assert.All(network.state_dict().Where(static entry => entry.Key.EndsWith("norm2.weight", StringComparison.Ordinal)), static entry => Assert.True(entry.Value.eq(0).all().item<bool>()));
        Assert.All(network.state_dict().Where(static entry => entry.Key.EndsWith("norm1.weight", StringComparison.Ordinal)), static entry => Assert.True(entry.Value.eq(1).all().item<bool>()));
    }

    [Fact]
    public void Shortcuts_without_weights_pool_copy_take_and_pad()
    {
        using var scope = NewDisposeScope();
        using var copies = new PooledCopies(2, nn.AvgPool2d(2, stride: 2));
        using var padded = new PaddedIdentity(stride: 2, moreChannels: 1);
        var x = arange(16, dtype: ScalarType.Float32).reshape(1, 1, 4, 4);

        Assert.Equal([2.5f, 4.5f, 10.5f, 12.5f, 2.5f, 4.5f, 10.5f, 12.5f], copies.call(x).data<float>().ToArray());
        Assert.Equal([0f, 2, 8, 10, 0, 0, 0, 0], padded.call(x).data<float>().ToArray());
    }

    [Theory]
    [InlineData(33, ShortcutKind.PooledConvolution)]
    [InlineData(33, ShortcutKind.PaddedIdentity)]
    [InlineData(35, ShortcutKind.PooledCopies)]
    public void Pictures_of_odd_sides_fit(long side, ShortcutKind shortcut)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var network = StructuredModels.Create("resnet20", new Structure { Shortcut = shortcut }, classes: 10);

        Assert.Equal([2L, 10], network.call(randn(2, 3, side, side)).shape);
    }

    /// <summary>The file of names that docs/checkpoints.md gives as its example.</summary>
    private static IReadOnlyList<KeyRename> DocumentedNames() => RenameFile.Parse(
        File.ReadLines(RepositoryRoot.Combine("docs", "checkpoints.md"))
            .SkipWhile(static line => !line.StartsWith("    # torchvision", StringComparison.Ordinal))
            .TakeWhile(static line => line.StartsWith("    ", StringComparison.Ordinal)),
        "docs/checkpoints.md");

    private static string ChildrenOf(nn.Module network, string path) => string.Join(
        ' ', network.named_modules().Where(named => named.name == path).SelectMany(static named => named.module.named_children()).Select(static child => child.name));
}
