using System.Globalization;
using System.Text;

namespace QuantGen.Generators.Tests.Fuzzing.Writing;

/// <summary>Writes a model class.</summary>
/// <param name="dice">Makes the choices.</param>
/// <param name="spelling">How the file names things.</param>
/// <param name="name">The class.</param>
internal sealed class ClassWriter(Dice dice, Spelling spelling, string name)
{
    private readonly List<string> _members = [];
    private readonly List<Routine> _routines = [];
    private readonly List<Layer> _inherited = [];

    /// <summary>Classes that it may have as blocks.</summary>
    public IReadOnlyList<ClassWriter> Blocks { get; init; } = [];

    /// <summary>A base class of the file, whose constructor takes a name and a width; null for torch's own.</summary>
    public ClassWriter? Base { get; init; }

    /// <summary>Whether it is a base class: abstract, without annotation, its layers within reach of what derives.</summary>
    public bool IsBase { get; init; }

    /// <summary>How many statements its forward has, about.</summary>
    public int Size { get; init; } = 4;

    /// <summary>How many tensors its forward takes; 0 for any number.</summary>
    public int Inputs { get; init; }

    /// <summary>Whether it is a base class with a type parameter for a layer.</summary>
    public bool IsGenericBase { get; init; }

    /// <summary>What its twin is for.</summary>
    public QuantizationTarget Target { get; init; }

    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>It as another class's base.</summary>
    private string Reference => IsGenericBase ? $"{name}<{spelling.Layers}{dice.Pick("Conv2d", "Linear", "ReLU")}>" : name;

    /// <summary>Whether it leaves a method to the classes that derive from it.</summary>
    private bool LeavesStep { get; set; }

    /// <summary>The class.</summary>
    public string Write()
    {
        var isPrimary = !IsBase && Base is null && dice.Chance(10);
        var isGeneric = !IsBase && Base is null && !isPrimary && Size > 3 && dice.Chance(6);
        var signature = ForwardSignature.Any(dice, spelling, isPlain: IsBase || Base is not null || Size <= 3 || dice.Chance(85), Inputs);
        var module = Base?.Reference ?? $"{spelling.Network}Module<{signature.TypeArguments}>";
        var fields = Fields(isPrimary, isGeneric);
        List<Idiom> idioms = [.. Blocks.Select(fields.AddBlock).OfType<Idiom>()];
        if (!isPrimary && dice.Chance(50))
        {
            var writer = new IdiomWriter(dice, spelling, fields, _members);
            for (var i = 0; i < 1 + dice.Below(2); i++)
                idioms.Add(writer.Any());
        }

        _inherited.AddRange(fields.Layers);
        _inherited.AddRange((Base?._inherited ?? []).Where(layer => !fields.Declares(layer.Name)));
        var scope = NewScope(fields) with { Idioms = idioms };
        scope.Tensors.AddRange(signature.Tensors);
        scope.Variables.AddRange(signature.Variables);
        AddRoutines(scope);
        if ((IsBase && Base is null) || Base is null || dice.Chance(70))
            _members.Add(Forward(scope, signature));
        if (!isPrimary)
            _members.Add(Constructor(fields, isGeneric));

        var text = new StringBuilder();
        text.Append(Header(module, isPrimary, isGeneric)).Append("\n{\n");
        foreach (var member in fields.Declarations.Concat(dice.Shuffle(_members)))
            text.Append("    ").Append(member).Append('\n');
        return text.Append("}\n").ToString();
    }

    private FieldWriter Fields(bool isPrimary, bool isGeneric)
    {
        var fields = new FieldWriter(dice, spelling, IsBase ? dice.Pick("protected", "internal", "protected internal") : dice.Pick("private", "private", "private", "internal", "public"));
        fields.Declarations.Add($"private readonly bool flag{(isPrimary ? " = flag" : "")};");
        fields.Declarations.Add(dice.Pick("private const int Steps = 2;", "private static readonly int Steps = 2;", "internal static int Steps => 2;"));
        for (var i = 0; i < 2 + dice.Below(Size + 1); i++)
            fields.AddLayer(isInline: isPrimary);
        if (dice.Chance(25))
            fields.AddContainer();
        if (dice.Chance(10))
            fields.AddMark();
        if (IsGenericBase)
        {
            fields.Declarations.Add("protected TPart? part;");
            fields.Layers.Add(new Layer("part", IsNullable: true));
        }

        if (!isPrimary && dice.Chance(20))
        {
            fields.Declarations.Add("internal sealed record Settings(bool Residual, int Depth, double Rate);");
            fields.Declarations.Add("private readonly Settings settings;");
            fields.Assignments.Add("settings = new Settings(width > 4, 2, 0.5);");
        }

        if (isGeneric)
        {
            fields.Declarations.Add("private readonly TInner inner;");
            fields.Assignments.Add("this.inner = inner;");
            fields.Layers.Add(new Layer("inner", IsNullable: false));
        }

        return fields;
    }

    private Scope NewScope(FieldWriter fields) => new()
    {
        Tensors = [],
        Variables = [],
        Numbers = fields.Declarations.Exists(IsSettings) ? ["Steps", "settings.Depth"] : ["Steps"],
        Conditions = fields.Declarations.Exists(IsSettings) ? ["flag", "true", "settings.Residual", "(settings.Rate > 0.1)"] : ["flag", "true"],
        Routines = [],
        // A field of the base class that one of the class's own hides cannot be named.
        Layers = [.. _inherited],
        Lists = [.. fields.Lists],
    };

    private static bool IsSettings(string declaration) => declaration.EndsWith("Settings settings;", StringComparison.Ordinal);

    private void AddRoutines(Scope scope)
    {
        if (Base is not null)
        {
            scope.Routines.Add(new Routine("base.forward", RoutineForm.Map));
            scope.Routines.Add(new Routine("Stage", RoutineForm.Map));
            if (dice.Chance(40))
                _members.Add($"protected override {spelling.Tensor} Stage({spelling.Tensor} a) => {Body(1).Result(Of(scope, "a"))};");
            LeavesStep = Base.LeavesStep;
            if (LeavesStep && (!IsBase || dice.Chance(50)))
            {
                _members.Add($"protected override {spelling.Tensor} Step({spelling.Tensor} a) => {Body(1).Result(Of(scope, "a"))};");
                LeavesStep = false;
            }

            if (Base.LeavesStep)
                scope.Routines.Add(new Routine("Step", RoutineForm.Map));
        }
        else if (IsBase)
        {
            if (dice.Chance(30))
            {
                _members.Add($"protected abstract {spelling.Tensor} Step({spelling.Tensor} a);");
                LeavesStep = true;
            }

            _members.Add($"protected virtual {spelling.Tensor} Stage({spelling.Tensor} a) => {Body(1).Result(Of(scope, "a"))};");
            scope.Routines.Add(new Routine("Stage", RoutineForm.Map));
            if (LeavesStep)
                scope.Routines.Add(new Routine("Step", RoutineForm.Map));
        }

        for (var i = 0; i < (dice.Chance(45) ? 1 + dice.Below(3) : 0); i++)
            AddRoutine(scope, (!IsBase ? "Helper" : Base is null ? "BaseHelper" : "MiddleHelper") + i.ToString(CultureInfo.InvariantCulture));
        _routines.AddRange(scope.Routines);
    }

    private void AddRoutine(Scope scope, string helper)
    {
        var tensor = spelling.Tensor;
        var access = dice.Pick("", "", "", "/// <summary>See <see cref=\"forward\"/>, <see cref=\"flag\"/> and <see cref=\"Steps\"/>.</summary>\n    ", "/// <inheritdoc cref=\"forward\"/>\n    ")
            + dice.Pick("private", "private", "internal");
        var form = dice.Pick(Enum.GetValues<RoutineForm>());
        switch (form)
        {
            case RoutineForm.Map when dice.Chance(40):
                _members.Add($"{access} static {tensor} {helper}({tensor} a) => {Body(1).Result(Of(scope, "a") with { Layers = [], Lists = [], Idioms = [], Routines = [], Conditions = ["true"], Numbers = ["2"] }).Replace("this.training", "false", StringComparison.Ordinal)};");
                break;
            case RoutineForm.Map:
                _members.Add($"{access} {tensor} {helper}({tensor} a)\n    {{\n{Body(1).Block(Of(scope, "a"), 1 + dice.Below(3), 2)}    }}");
                break;
            case RoutineForm.MapWithNumber:
                var numbered = Of(scope, "a");
                numbered.Numbers.Add("n");
                _members.Add($"{access} {tensor} {helper}({tensor} a, int n)\n    {{\n{Body(1).Block(numbered, 1 + dice.Below(3), 2)}    }}");
                break;
            case RoutineForm.Join:
                _members.Add($"{access} {tensor} {helper}({tensor} a, {tensor} b) => {Body(1).Result(Of(scope, "a", "b"))};");
                break;
            case RoutineForm.Split:
                _members.Add($"{access} ({tensor} First, {tensor}) {helper}({tensor} a) => {Body(2).Result(Of(scope, "a"))};");
                break;
            case RoutineForm.Out:
                _members.Add($"{access} {tensor} {helper}({tensor} a, out {tensor} b)\n    {{\n        b = {Body(1).Result(Of(scope, "a") with { Routines = [] })};\n        return a + b;\n    }}");
                break;
            default:
                _members.Add($"{access} bool {helper} => flag && Steps > 1;");
                scope.Conditions.Add(helper);
                break;
        }

        scope.Routines.Add(new Routine(helper, form));
    }

    private string Forward(Scope scope, ForwardSignature signature)
    {
        var body = new BodyWriter(dice, spelling, signature.Results);
        var head = $"{(dice.Chance(20) ? "/// <summary>Runs &amp; returns.</summary>\n    " : "")}public override {signature.Result} forward({signature.Parameters})";
        return dice.Chance(15)
            ? $"{head} => {body.Result(scope)};"
            : $"{head}\n    {{\n{body.Block(scope, 1 + dice.Below(Size + 2), 2)}    }}";
    }

    private string Constructor(FieldWriter fields, bool isGeneric)
    {
        var parameters = IsBase ? "string name, int width = 8" : isGeneric ? "TInner inner, int width = 8" : "int width = 8";
        var arguments = IsBase ? Base is null ? "name" : "name, width" : Base is null ? $"\"{name}\"" : $"\"{name}\", width";
        var statements = fields.Assignments.Append("flag = width > 8;").Append(dice.Chance(95) ? "RegisterComponents();" : "");
        return $"{(IsBase ? "protected" : "public")} {name.Split('<')[0]}({parameters}) : base({arguments})\n    {{\n{string.Concat(statements.Select(static statement => $"        {statement}\n"))}    }}";
    }

    private string Header(string module, bool isPrimary, bool isGeneric)
    {
        var access = dice.Pick("public ", "internal ", "");
        if (IsBase)
        {
            var parameter = IsGenericBase ? $"<TPart> : {module}\n    where TPart : {spelling.TensorModule}" : $" : {module}";
            return $"{(access.Length == 0 ? "internal " : access)}abstract class {name}{parameter}";
        }


        var annotation = spelling.Annotations + (Target != QuantizationTarget.TensorRT ? dice.Pick("Quantize", "QuantizeAttribute") : dice.Pick("Quantize", "Quantize", "Quantize()", "QuantizeAttribute"));
        var target = WrittenTarget();
        if (dice.Chance(40))
        {
            annotation = spelling.Annotations + "Quantize(" + spelling.Annotations + dice.Pick("Granularity.PerChannel", "Granularity.PerTensor")
                + dice.Pick("", "", ", WeightBits = 4", ", FoldBatchNorm = false", ", QuantizePools = true, ActivationBits = 6") + target + ")";
        }
        else if (target.Length > 0)
        {
            annotation += $"({target[2..]})";
        }

        var type = isGeneric ? $"{name}<TInner>" : name;
        var constraint = isGeneric ? $"\n    where TInner : {spelling.TensorModule}" : "";
        var parameters = isPrimary ? "(bool flag = true)" : "";
        var arguments = isPrimary ? $"(\"{name}\")" : "";
        return $"[{annotation}]\n{access}{dice.Pick("sealed ", "")}{(dice.Chance(97) ? "partial " : "")}class {type}{parameters} : {module}{arguments}{constraint}";
    }

    private string WrittenTarget()
    {
        if (Target == QuantizationTarget.TensorRT)
            return "";
        if (Target != QuantizationTarget.LowBit || dice.Chance(30))
            return $", Target = {spelling.Annotations}QuantizationTarget.{Target}";

        // Some of these do not go together, which is an error like any other.
        var algorithm = $"{spelling.Annotations}LowBitAlgorithm.{dice.Pick("Lsq", "LsqStep", "LsqPlus", "DoReFa", "Pact", "LqNets", "Xnor", "TrainedTernary", "Fatnn")}";
        return dice.Pick("", $", ActivationAlgorithm = {spelling.Annotations}LowBitAlgorithm.{dice.Pick("Pact", "Lsq", "None", "TrainedTernary")}", ", WeightLevels = 3") + $", WeightAlgorithm = {algorithm}";
    }

    private BodyWriter Body(int results) => new(dice, spelling, results);

    private static Scope Of(Scope scope, params string[] parameters) =>
        scope.Inner() with { Tensors = [.. parameters], Variables = [.. parameters] };
}
