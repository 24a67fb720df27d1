namespace QuantGen.Checkpoints;

/// <summary>How closely a checkpoint must fit the model that loads it.</summary>
public enum CheckpointMatch
{
    /// <summary>
    /// Every parameter and buffer of the model is in the file and the other way round. Ranges that the file has and a quantizer of the model
    /// has not yet are no difference: they are created.
    /// </summary>
    Exact,

    /// <summary>The same, but what belongs to quantizers may be missing from the file: for loading a float model's file into its twin.</summary>
    QuantizersMayBeMissing,
}
