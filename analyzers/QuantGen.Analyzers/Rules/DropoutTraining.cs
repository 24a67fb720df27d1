namespace QuantGen.Analyzers.Rules;

/// <summary>What a functional dropout's <c>training</c> argument comes to.</summary>
internal enum DropoutTraining
{
    /// <summary>The module's own <c>training</c>: on in training, off in evaluation.</summary>
    FollowsModule,

    /// <summary>Never on.</summary>
    Off,

    /// <summary>Left out, and on by default.</summary>
    OnByDefault,

    /// <summary>Always on.</summary>
    On,

    /// <summary>Something that <c>train()</c> and <c>eval()</c> do not change.</summary>
    Unrelated,
}
