namespace ImageClassification.LowBit;

/// <summary>How a low-bit network is trained.</summary>
internal sealed record LowBitTrainingSettings
{
    /// <summary>Passes over the training pictures in which the rate follows its course.</summary>
    public int Epochs { get; init; } = 20;

    /// <summary>Passes behind them, at the rate that the course ended with.</summary>
    public int ExtraEpochs { get; init; }

    /// <summary>Iterations at the beginning that change no parameter, while statistics are gathered.</summary>
    public int IdleIterations { get; init; }

    /// <summary>Pictures in a batch.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Batches that make one step.</summary>
    public int Accumulate { get; init; } = 1;

    /// <summary>What changes the parameters.</summary>
    public OptimizerKind Optimizer { get; init; }

    /// <summary>The highest learning rate.</summary>
    public double LearningRate { get; init; } = 0.04;

    /// <summary>Momentum of SGD, first decay rate of an Adam.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Whether SGD looks ahead.</summary>
    public bool Nesterov { get; init; } = true;

    /// <summary>Weight decay of weights.</summary>
    public double WeightDecay { get; init; } = 5e-4;

    /// <summary>Weight decay of biases and of scales and shifts of normalizations.</summary>
    public double SmallWeightDecay { get; init; }

    /// <summary>Weight decay of what quantizers learn.</summary>
    public double QuantizerWeightDecay { get; init; }

    /// <summary>The learning rate of what quantizers learn, over that of the weights; or the rate itself where it is held.</summary>
    public double QuantizerRate { get; init; } = 1;

    /// <summary>Whether that is a rate which no schedule changes.</summary>
    public bool HoldQuantizerRate { get; init; }

    /// <summary>The greatest length of a gradient; null for no bound.</summary>
    public double? LargestNorm { get; init; }

    /// <summary>Share of the target that is spread over all classes.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>The parameter of the distribution by which pictures are mixed; null for no mixtures.</summary>
    public double? Mixup { get; init; }

    /// <summary>Pixels by which crops are shifted.</summary>
    public int Padding { get; init; } = 4;

    /// <summary>Whether half of the pictures are mirrored, where the data allow it.</summary>
    public bool Mirror { get; init; } = true;

    /// <summary>Passes altogether.</summary>
    public int AllEpochs => Epochs + ExtraEpochs;
}
