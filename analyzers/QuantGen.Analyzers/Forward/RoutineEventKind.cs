namespace QuantGen.Analyzers.Forward;

/// <summary>What happens at one place of a routine.</summary>
internal enum RoutineEventKind
{
    /// <summary>A layer runs: <c>relu.call(x)</c>. The symbol is the field or property.</summary>
    Layer,

    /// <summary>A function runs that has a layer as counterpart: <c>functional.relu(x)</c>. The symbol is the method.</summary>
    Function,

    /// <summary>Another routine runs, or is handed over to be run: a helper, a local function, a lambda. The symbol is the method.</summary>
    Routine,

    /// <summary>A field or property is assigned a module. The symbol is the field or property.</summary>
    Assignment,

    /// <summary><c>RegisterComponents()</c> runs. The symbol is the method.</summary>
    Registration,

    /// <summary><c>register_module</c> or <c>add_module</c> runs. The symbol is the field or property given, else the method.</summary>
    RegistrationByName,
}
