namespace QuantGen.Analyzers;

/// <summary>
/// The ids of all rules. QG1xxx: a twin cannot be made. QG2xxx: range estimation. QG3xxx: accuracy, and from QG3020 on what a target
/// can do. QG4xxx: export.
/// </summary>
internal static class DiagnosticIds
{
    public const string NotPartial = "QG1001";
    public const string NotModule = "QG1002";
    public const string NoForward = "QG1003";
    public const string Construct = "QG1004";
    public const string UserBase = "QG1005";
    public const string UnsupportedDeclaration = "QG1006";
    public const string NameTaken = "QG1007";
    public const string LayerUse = "QG1008";
    public const string Helper = "QG1009";
    public const string PrivateMember = "QG1010";
    public const string ThisValue = "QG1011";
    public const string InaccessibleType = "QG1012";
    public const string ForeignLayer = "QG1013";
    public const string UnregisteredLayers = "QG1014";
    public const string ListElement = "QG1015";
    public const string RegistersByName = "QG1016";
    public const string StaticLayer = "QG1017";
    public const string UnknownLayer = "QG1018";
    public const string KeptFloat = "QG1019";
    public const string MixedTargets = "QG1020";
    public const string UnknownDescriptor = "QG1021";
    public const string BitWidth = "QG1022";
    public const string ContradictoryAttributes = "QG1023";
    public const string ForwardThrows = "QG1024";
    public const string HiddenBaseField = "QG1025";
    public const string HiddenOptions = "QG1026";
    public const string UncopiedLayer = "QG1027";
    public const string SaturatedChannels = "QG1028";
    public const string AlgorithmTarget = "QG1029";
    public const string AlgorithmSide = "QG1030";
    public const string AlgorithmLevels = "QG1031";

    public const string LayerReused = "QG2001";
    public const string FunctionalCall = "QG2002";
    public const string LayerNotRegistered = "QG2003";
    public const string DropoutInEvaluation = "QG2004";
    public const string FunctionalPoolNotQuantized = "QG2005";
    public const string SharedInstance = "QG2006";
    public const string FunctionalWeights = "QG2007";
    public const string OverwrittenValue = "QG2008";
    public const string NeverCalled = "QG2009";
    public const string OptionsWithoutEffect = "QG2010";
    public const string Einsum = "QG2011";

    public const string ConvolutionOutputShared = "QG3001";
    public const string BatchNormNotMerged = "QG3002";
    public const string ActivationBeforeBatchNorm = "QG3003";
    public const string BatchNormWithoutStatistics = "QG3004";
    public const string BiasBeforeBatchNorm = "QG3005";
    public const string ActivationAfterActivation = "QG3006";
    public const string ConcatOfMixedRanges = "QG3007";
    public const string DepthwisePerTensor = "QG3008";

    public const string ConvolutionWithoutBatchNorm = "QG3020";
    public const string DepthwiseWithoutBatchNorm = "QG3021";
    public const string ConvolutionAfterConvolution = "QG3022";
    public const string OtherNormalization = "QG3023";
    public const string UnclippedActivation = "QG3024";
    public const string ReLU6Clip = "QG3025";
    public const string BoundedActivation = "QG3026";
    public const string SqueezeExcite = "QG3027";
    public const string ConvolutionShape = "QG3028";
    public const string PoolShape = "QG3029";
    public const string ResizeForm = "QG3030";
    public const string ConcatAxis = "QG3031";
    public const string MergingOff = "QG3032";
    public const string TargetBits = "QG3033";
    public const string FloatOnTarget = "QG3034";
    public const string FirstAndLastInFloat = "QG3035";
    public const string ConstantSigns = "QG3036";

    public const string ValueDependentPath = "QG4001";
    public const string NotExportable = "QG4002";
    public const string ValueRead = "QG4003";
    public const string NoGraphForm = "QG4004";
    public const string TensorHandedOut = "QG4005";
    public const string TensorKept = "QG4006";
    public const string LayerNotExported = "QG4007";
    public const string ExportConstruct = "QG4008";
}
