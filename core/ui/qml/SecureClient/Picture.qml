import QtQuick

// A picture with a name for those who do not see it.
Image {
    property string name: ""

    fillMode: Image.PreserveAspectFit
    cache: false
    Accessible.role: Accessible.Graphic
    Accessible.name: name
}
