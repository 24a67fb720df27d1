namespace QuantGen.Analyzers;

/// <summary>The ids of all rules. QG1xxx: a twin cannot be made. QG2xxx: range estimation.</summary>
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

    public const string LayerReused = "QG2001";
    public const string FunctionalCall = "QG2002";
    public const string LayerNotRegistered = "QG2003";
    public const string DropoutInEvaluation = "QG2004";
    public const string FunctionalPoolNotQuantized = "QG2005";
}
