namespace QuantGen.Checkpoints;

/// <summary>How closely a checkpoint must fit the model that loads it.</summary>
public enum CheckpointMatch
{
    /// <summary>
    /// Every parameter and buffer of the model is in the file and the other way round, and where the file describes its quantizers, those
    /// of the model are the same, so that the model computes what the saved one did. Ranges that the file has and a quantizer of the model
    /// has not yet are no difference: they are created. Nor are counters <c>num_batches_tracked</c> that the file lacks: PyTorch before
    /// 0.4.1 had none.
    /// </summary>
    Exact,

    /// <summary>The same, but what belongs to quantizers may be missing from the file: for loading a float model's file into its
    /// twin.</summary>
    QuantizersMayBeMissing,

    /// <summary>
    /// Whatever has the same name and shape is loaded, and the report lists the rest: for the backbone of a network with another head, or
    /// for ranges that were calibrated at another bit width. A file of which nothing fits is an error all the same.
    /// </summary>
    WhatFits,
}
