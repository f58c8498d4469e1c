pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

WizardStep {
    id: step

    required property FlowViewModel vm

    SearchField {
        objectName: "searchPlatform"
        Layout.fillWidth: true
        onSearched: text => step.vm.platform.search(text)
    }
    AppCard {
        Repeater {
            model: step.vm.platform.platforms

            ListRow {
                required property int index
                required property string platformId
                required property string name
                required property string region
                required property bool chosen

                objectName: "platform" + index
                iconName: "building"
                title: name
                subtitle: region
                badge: chosen ? qsTr("已选择") : ""
                badgeKind: "success"
                chevron: false
                onClicked: step.vm.platform.choosePlatform(platformId)
            }
        }
    }
    AppCard {
        visible: step.vm.platform.cas.length > 0
        title: qsTr("CA 机构与有效期")

        AppComboBox {
            objectName: "ca"
            label: qsTr("CA 机构")
            model: step.vm.platform.cas
            currentIndex: step.vm.platform.caIndex
            onActivated: index => step.vm.platform.chooseCa(index)
        }
        Repeater {
            model: step.vm.platform.validities

            RowLayout {
                id: row

                required property int years
                required property int cents
                required property bool chosen

                Layout.fillWidth: true
                AppRadio {
                    objectName: "years" + row.years
                    Layout.fillWidth: true
                    text: qsTr("%1 年").arg(row.years)
                    checked: row.chosen
                    onClicked: step.vm.platform.chooseYears(row.years)
                }
                MoneyText { cents: row.cents }
            }
        }
    }
    AppCard {
        visible: step.vm.platform.totalCents > 0
        title: qsTr("费用明细")

        KeyValueList { entries: step.vm.platform.priceLines }
        RowLayout {
            Layout.fillWidth: true
            AppText {
                Layout.fillWidth: true
                text: qsTr("总金额")
            }
            MoneyText {
                objectName: "total"
                cents: step.vm.platform.totalCents
            }
        }
        AppComboBox {
            objectName: "algorithm"
            label: qsTr("密钥算法")
            model: step.vm.platform.algorithms
            currentIndex: step.vm.platform.algorithmIndex
            onActivated: index => step.vm.platform.algorithmIndex = index
        }
    }
}
