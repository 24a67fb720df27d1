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

    /// <summary>The class derives from a class of the user's. Arguments: the class, that base.</summary>
    UserBase,

    /// <summary>There is no forward with a body. Arguments: the class.</summary>
    NoForward,

    /// <summary>The class is abstract, static, generic, a record or file-local. Arguments: the class, which of these.</summary>
    Declaration,

    /// <summary>A name that the twin needs is in use. Arguments: the class, the name.</summary>
    NameTaken,

    /// <summary>The twin cannot name a type because it is private to the class. Arguments: the field, the type.</summary>
    InaccessibleType,

    /// <summary>A module of the user's without annotation, which can be neither quantized nor copied. Arguments: the field, the type.</summary>
    ForeignLayer,

    /// <summary>An annotated module that <c>[KeepFloat]</c> asks to copy, which is not possible. Arguments: the field, the type.</summary>
    KeptFloat,

    /// <summary>A module that takes or gives something else than one tensor, and whose class nothing tells. Arguments: the field, its type.</summary>
    UnknownLayer,

    /// <summary>Forward reads a layer from a static field, which TorchSharp does not register. Arguments: the field.</summary>
    StaticLayer,

    /// <summary>Forward reads layers from a collection that TorchSharp does not register, as an array or a list. Arguments: the field, its type.</summary>
    UnregisteredLayers,

    /// <summary>A list of layers that do not take one tensor and give one back. Arguments: the field, the element type.</summary>
    ListElement,

    /// <summary>The class registers a component under a name of its own, which the twin would register under the field's. Arguments: the method called.</summary>
    RegistersByName,

    /// <summary>A layer is used other than by a call or a test for null. Arguments: the field, the expression.</summary>
    LayerUse,

    /// <summary>A construct that forward may not contain. Arguments: what it is, what to write instead; both fit into a sentence.</summary>
    Construct,

    /// <summary>Forward calls a method or reads a computed property of its object, which the twin does not have. Arguments: the member.</summary>
    Helper,

    /// <summary>Forward names a private static member or nested type of the class. Arguments: the member.</summary>
    PrivateMember,

    /// <summary>Forward hands its own object to something. Arguments: none.</summary>
    ThisValue,

    /// <summary>The annotation asks for a target that has no placement of quantizers yet. Arguments: the class or field.</summary>
    TargetWithoutPlacement,

    /// <summary>A bit width is out of range. Arguments: the property, its value, the lowest and the highest there is.</summary>
    BitWidth,

    /// <summary>
    /// The annotation names a descriptor that the twin cannot use. Arguments: the property that names it, the name, why not; the last
    /// fits behind a colon.
    /// </summary>
    UnknownDescriptor,

    /// <summary>A field is to be both kept in float and quantized. Arguments: the field.</summary>
    ContradictoryAttributes,
}
