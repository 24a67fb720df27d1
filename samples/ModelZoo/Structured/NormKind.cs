namespace ModelZoo;

/// <summary>What normalizes in a network.</summary>
public enum NormKind
{
    /// <summary>BatchNorm.</summary>
    Batch,

    /// <summary>GroupNorm (Wu and He 2018): as good in small batches.</summary>
    Group,

    /// <summary>InstanceNorm with learned factors: each picture and channel by itself.</summary>
    Instance,

    /// <summary>
    /// Nothing. Each skip connection leads around a branch that starts at zero, with initial weights scaled by the depth, and a learned bias of
    /// one number stands before each convolution and activation, a learned factor of one number at the end of each branch (Zhang et al. 2019,
    /// "Fixup Initialization").
    /// </summary>
    Fixup,
}
