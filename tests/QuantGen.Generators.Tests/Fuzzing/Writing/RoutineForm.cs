namespace QuantGen.Generators.Tests.Fuzzing.Writing;

/// <summary>What a method takes and gives.</summary>
internal enum RoutineForm
{
    /// <summary>A tensor to a tensor.</summary>
    Map,

    /// <summary>A tensor and a number to a tensor.</summary>
    MapWithNumber,

    /// <summary>Two tensors to a tensor.</summary>
    Join,

    /// <summary>A tensor to two.</summary>
    Split,

    /// <summary>A tensor to one it gives and one it sets.</summary>
    Out,

    /// <summary>A property that is a tensor-free condition.</summary>
    Condition,
}
