namespace QuantGen.ModelReading;

/// <summary>Why a class cannot have a twin. Each kind has its rule, which reports it as an error at the problem's place.</summary>
internal enum ProblemKind
{
    /// <summary>The class is not partial, so that nothing can be added to it. Arguments: the class.</summary>
    NotPartial,

    /// <summary>A type around the class is not partial. Arguments: the class, that type.</summary>
    ContainerNotPartial,

    /// <summary>The class does not derive from <c>torch.nn.Module&lt;...&gt;</c>. Arguments: the class.</summary>
    NotModule,

    /// <summary>The class derives from a module class of a library, whose code is not in the source. Arguments: the class, that base, what else to do, as the end of a sentence.</summary>
    UserBase,

    /// <summary>There is no forward with a body. Arguments: the class, what to do.</summary>
    NoForward,

    /// <summary>The class is abstract, static, a record or file-local. Arguments: the class, which of these.</summary>
    Declaration,

    /// <summary>A name that the twin needs is in use. Arguments: the class, the name.</summary>
    NameTaken,

    /// <summary>The twin cannot name a type because it is private to the class. Arguments: the field, the type.</summary>
    InaccessibleType,

    /// <summary>A module of the user's without annotation, which can be neither quantized nor copied. Arguments: the field, the type, what to do.</summary>
    ForeignLayer,

    /// <summary>An annotated module that <c>[KeepFloat]</c> asks to copy, which is not possible. Arguments: the field, the type.</summary>
    KeptFloat,

    /// <summary>A module that takes or gives something else than one tensor, and whose class nothing tells. Arguments: the field, its type.</summary>
    UnknownLayer,

    /// <summary>
    /// A layer with options that TorchSharp hides once it is made, and whose creation does not tell them by constants or values kept in
    /// fields. Arguments: the field, the layer's class, the option; <c>options</c> if there is no creation to read.
    /// </summary>
    HiddenOptions,

    /// <summary>A layer of TorchSharp of which no copy can be made, because it hides what it was made with. Arguments: the field, the layer's class.</summary>
    UncopiedLayer,

    /// <summary>Forward reads a layer from a static field, which TorchSharp does not register. Arguments: the field.</summary>
    StaticLayer,

    /// <summary>Forward reads layers from a collection that TorchSharp does not register, as an array or a list. Arguments: the field, its type.</summary>
    UnregisteredLayers,

    /// <summary>A list of layers that take or give more than one tensor and whose class has no twin. Arguments: the field, the element type.</summary>
    ListElement,

    /// <summary>The class registers a component under a name of its own, which the twin would register under the field's. Arguments: the method called.</summary>
    RegistersByName,

    /// <summary>A layer is used other than by a call or a test for null. Arguments: the field, the expression.</summary>
    LayerUse,

    /// <summary>A construct that forward may not contain. Arguments: what it is, what to write instead; both fit into a sentence.</summary>
    Construct,

    /// <summary>Forward calls a method or reads a property of its class that has no code to copy, as an abstract one. Arguments: the member.</summary>
    Helper,

    /// <summary>
    /// Forward names a nested type that only the class sees, or a private static field whose value may change or cannot be
    /// written down again. Arguments: the member.
    /// </summary>
    PrivateMember,

    /// <summary>Forward uses a private field of a base class, which TorchSharp does not register and the twin cannot be given. Arguments: the field, the base.</summary>
    HiddenBaseField,

    /// <summary>Forward does nothing but throw. Arguments: the class.</summary>
    ForwardThrows,

    /// <summary>Forward hands its own object to something. Arguments: none.</summary>
    ThisValue,

    /// <summary>The annotation of a field asks for a target whose quantizers stand elsewhere than those of its class. Arguments: the field, its target, that of the class.</summary>
    MixedTargets,

    /// <summary>Channels have scales of their own, and the bias is to be saturated to 16 bits, which takes one scale. Arguments: the class or field.</summary>
    SaturatedChannels,

    /// <summary>A bit width is out of range. Arguments: the property, its value, the lowest and the highest there is.</summary>
    BitWidth,

    /// <summary>
    /// The annotation names a descriptor that the twin cannot use. Arguments: the property that names it, the name, why not; the last
    /// fits behind a colon.
    /// </summary>
    UnknownDescriptor,

    /// <summary>An algorithm of training at few bits is named, and another target beside it. Arguments: the class or field, the algorithm, the target.</summary>
    AlgorithmTarget,

    /// <summary>An algorithm is named for a side of layers that it is not for. Arguments: the algorithm, the side that it is for, the other.</summary>
    AlgorithmSide,

    /// <summary>An algorithm is to have levels that it cannot have. Arguments: the algorithm, the side, the numbers that there are, the number asked for.</summary>
    AlgorithmLevels,

    /// <summary>A field is to be both kept in float and quantized. Arguments: the field.</summary>
    ContradictoryAttributes,
}
