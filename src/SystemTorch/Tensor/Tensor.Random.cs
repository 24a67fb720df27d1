using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Draws every element from a normal distribution.</summary>
        public Tensor normal_(double mean = 0, double std = 1, Generator? generator = null) =>
            Op.NormalInPlace.CallInPlace(this, mean, std, generator);

        /// <summary>Draws every element uniformly from [<paramref name="from"/>, <paramref name="to"/>).</summary>
        public Tensor uniform_(double from, double to, Generator? generator = null) =>
            Op.UniformInPlace.CallInPlace(this, from, to, generator);

        /// <summary>Draws 1 with the probability that each element says, else 0.</summary>
        public Tensor bernoulli(Generator? generator = null) => Op.Bernoulli.Call(this, generator);

        /// <summary>Draws 1 with a probability, else 0, into every element.</summary>
        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) => Op.BernoulliFloatInPlace.CallInPlace(this, p, generator);

        /// <summary>Draws 1 with the probability that each element of <paramref name="p"/> says, else 0.</summary>
        public Tensor bernoulli_(Tensor p, Generator? generator = null) => Op.BernoulliTensorInPlace.CallInPlace(this, p, generator);

        /// <summary>Draws every element from an exponential distribution.</summary>
        public Tensor exponential_(double lambda = 1, Generator? generator = null) =>
            Op.ExponentialInPlace.CallInPlace(this, lambda, generator);

        /// <summary>Draws every element uniformly from the integers from <paramref name="from"/> to before <paramref name="to"/>.</summary>
        public Tensor random_(double from, double to, Generator? generator = null) =>
            Op.RandomFromInPlace.CallInPlace(this, (long)from, (long)to, generator);

        /// <summary>Draws places of the last dimension with the probabilities that its elements weigh.</summary>
        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null) =>
            Op.Multinomial.Call(this, num_samples, replacement, generator);

        private static partial class Op
        {
            internal static readonly Operator Bernoulli = new("aten::bernoulli");
            internal static readonly Operator BernoulliFloatInPlace = new("aten::bernoulli_", "float");
            internal static readonly Operator BernoulliTensorInPlace = new("aten::bernoulli_", "Tensor");
            internal static readonly Operator ExponentialInPlace = new("aten::exponential_");
            internal static readonly Operator Multinomial = new("aten::multinomial");
            internal static readonly Operator NormalInPlace = new("aten::normal_");
            internal static readonly Operator RandomFromInPlace = new("aten::random_", "from");
            internal static readonly Operator UniformInPlace = new("aten::uniform_");
        }
    }
}
