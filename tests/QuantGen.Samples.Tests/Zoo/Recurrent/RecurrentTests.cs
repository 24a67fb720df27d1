using ModelZoo;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Samples.Tests.Zoo.Recurrent;

public sealed class RecurrentTests
{
    [Fact]
    public void A_forecaster_that_gets_its_state_back_goes_on_where_it_stopped()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        random.manual_seed(1);
        var model = new LstmForecaster(features: 3, hidden: 8);
        var series = randn(10, 2, 3);

        var (whole, _) = model.call(series, null);
        var (_, state) = model.call(series.narrow(0, 0, 6), null);
        var (rest, _) = model.call(series.narrow(0, 6, 4), state);

        Assert.True(rest.allclose(whole.narrow(0, 6, 4), atol: 1e-6));
    }

    [Fact]
    public void A_tagger_in_both_directions_sees_what_comes()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        random.manual_seed(2);
        var model = GruTagger.Create(vocabulary: 20, tags: 5);
        var tokens = randint(0, 19, [1, 8]);
        var other = tokens.clone();
        other[0, 7] = 19;

        var first = model.call(tokens);
        Assert.Equal([1L, 8L, 5L], first.shape);
        Assert.False(first[0, 0].allclose(model.call(other)[0, 0]));
    }

    [Fact]
    public void Parameters_of_a_bidirectional_GRU_are_named_as_torch_s()
    {
        using var model = GruTagger.Create(vocabulary: 4, tags: 2);

        Assert.Equal(
            [
                "embedding.weight",
                "gru.weight_ih_l0", "gru.weight_hh_l0", "gru.bias_ih_l0", "gru.bias_hh_l0",
                "gru.weight_ih_l0_reverse", "gru.weight_hh_l0_reverse", "gru.bias_ih_l0_reverse", "gru.bias_hh_l0_reverse",
                "tagger.weight", "tagger.bias",
            ],
            model.state_dict().Keys);
    }
}
