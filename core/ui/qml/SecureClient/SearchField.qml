import QtQuick

AppTextField {
    id: search

    signal searched(string text)

    placeholderText: qsTr("搜索")
    inputMethodHints: Qt.ImhNoPredictiveText
    onAccepted: searched(text)
    onEdited: delay.restart()

    IconButton {
        iconName: "search"
        text: qsTr("搜索")
        onClicked: search.searched(search.text)
    }
    Timer {
        id: delay
        interval: 300
        onTriggered: search.searched(search.text)
    }
}
