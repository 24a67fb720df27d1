namespace ImageClassification.LowBit;

/// <summary>What changes the parameters.</summary>
internal enum OptimizerKind
{
    /// <summary>Stochastic gradient descent.</summary>
    Sgd,

    /// <summary>Adam (Kingma and Ba 2015).</summary>
    Adam,

    /// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019).</summary>
    AdamW,
}
