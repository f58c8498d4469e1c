import QtQuick
import QtQuick.Layouts
import SecureClient
import Seals

// An electronic seal: its picture, what it says, whether to believe it.
AppPage {
    id: page

    required property SealInspectionViewModel vm
    readonly property bool opened: vm.sealName !== ""

    viewModel: vm

    AppCard {
        visible: page.opened
        title: page.vm.sealName

        Badge {
            objectName: "sealVerdict"
            text: page.vm.verdictText
            kind: page.vm.verdictKind
        }
        Rectangle {
            Layout.alignment: Qt.AlignHCenter
            implicitWidth: Math.min(Style.space(60), page.width - Style.space(24))
            implicitHeight: Style.space(45)
            visible: page.vm.picture !== ""
            radius: Style.radius
            color: Style.paper
            border.width: Style.lineWidth
            border.color: Style.line

            Picture {
                objectName: "sealPicture"
                anchors.fill: parent
                anchors.margins: Style.space(3)
                source: page.vm.picture
                name: page.vm.sealName
            }
        }
        AppText {
            Layout.fillWidth: true
            visible: page.vm.picture === ""
            muted: true
            text: qsTr("此印章的图片格式无法显示。")
        }
        KeyValueList {
            objectName: "sealFacts"
            entries: page.vm.facts
        }
    }
    AppCard {
        visible: page.vm.holders.length > 0
        title: qsTr("可使用此印章的证书")

        KeyValueList { entries: page.vm.holders }
    }
    AppButton {
        objectName: "keepSeal"
        visible: page.vm.canKeep
        Layout.fillWidth: true
        text: qsTr("导入到我的印章")
        enabled: !page.vm.busy
        onClicked: page.vm.keep()
    }
    FileDropArea {
        objectName: "chooseSeal"
        text: page.opened ? qsTr("查看另一个印章文件") : qsTr("将 .esl 印章文件拖到这里，或点击选择")
        iconName: "seal"
        nameFilters: [qsTr("电子印章 (*.esl)")]
        onChosen: file => page.vm.choose(file)
    }
}
